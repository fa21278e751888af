import { useFetcher } from "@remix-run/react";
import { useDraft, type Problem } from "#app/ui/draft-form.tsx";
import { useToast } from "#app/ui/use-toast.ts";
import { useTexts } from "#app/ui/texts.tsx";

type SaveAnswer = { ok: boolean; reason?: string; problems?: Problem[] };

const NO_PROBLEMS: Problem[] = [];

/** A draft being edited, and how to save it: posts the whole document. */
export function useSaveDraft(saved: { document: unknown; revision: number }) {
  const { t } = useTexts();
  const fetcher = useFetcher<SaveAnswer>();
  const draft = useDraft(saved);
  useToast(fetcher.data, t("program.saved"));
  const idle = fetcher.state === "idle";
  const post = (document: string, next: string) =>
    fetcher.submit(
      { document, revision: String(saved.revision), next },
      { method: "post", action: "/app/program/draft" },
    );
  return {
    draft,
    busy: !idle,
    save: () => post(draft.text, ""),
    /** Saves another document than the one in the form, then goes to another page. */
    saveAndGo: (document: unknown, next: string) => post(JSON.stringify(document), next),
    problems: fetcher.data?.problems ?? NO_PROBLEMS,
    conflict: fetcher.data?.reason === "changed-elsewhere",
  };
}
