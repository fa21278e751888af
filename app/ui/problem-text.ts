import { documentProblemText } from "#app/texts/document-problems.ts";
import { useFormats } from "#app/ui/formats.tsx";

/** Puts a problem of the draft into the reader's language. */
export function useProblemText(): (message: string) => string {
  const { locale } = useFormats();
  return (message) => documentProblemText(message, locale);
}
