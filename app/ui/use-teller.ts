import { useMemo } from "react";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { namesOf, tellerOf, type Teller } from "#app/texts/sentences/teller.ts";
import { useDraftDocument } from "#app/ui/draft-form.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useProductTitles } from "#app/ui/product-titles.tsx";

/** Tells parts of the draft that is being edited, in the reader's language. */
export function useTeller(): Teller {
  return useTellerOf(useDraftDocument());
}

/** Tells parts of a program, in the reader's language. */
export function useTellerOf(document: Parameters<typeof namesOf>[0] | ProgramDocument): Teller {
  const { locale, currency } = useFormats();
  const titles = useProductTitles();
  return useMemo(
    () => tellerOf({ locale, currency, names: namesOf(document, titles) }),
    [locale, currency, document, titles],
  );
}
