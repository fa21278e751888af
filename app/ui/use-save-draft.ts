import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { problemsLeft, useDraft, type Problem } from "#app/ui/draft-form.tsx";
import { useToast } from "#app/ui/use-toast.ts";
import { useTexts } from "#app/ui/texts.tsx";

type SaveAnswer = { ok: boolean; reason?: string; problems?: Problem[] };

const NO_PROBLEMS: Problem[] = [];

/**
 * A draft being edited, from `begun` on if given, and how to save it: posts the whole document.
 * What was refused stays said until its place is changed, or everything is discarded.
 */
export function useSaveDraft(
  saved: { document: unknown; revision: number },
  begun: unknown = null,
) {
  const { t } = useTexts();
  const fetcher = useFetcher<SaveAnswer>();
  const draft = useDraft(saved, begun);
  const { problems, setProblems } = useRefused(fetcher.data);
  const change = (document: unknown) => {
    setProblems(problemsLeft(problems, draft.document, document));
    draft.change(document);
  };
  const discard = () => {
    setProblems(NO_PROBLEMS);
    draft.discard();
  };
  useToast(fetcher.data, t("program.saved"));
  const idle = fetcher.state === "idle";
  const post = (document: string, next: string) =>
    fetcher.submit(
      { document, revision: String(saved.revision), next },
      { method: "post", action: "/app/program/draft" },
    );
  return {
    draft: { ...draft, change, discard, unsaved: draft.dirty || problems.length > 0 },
    busy: !idle,
    save: () => post(draft.text, ""),
    /** Saves another document than the one in the form, then goes to another page. */
    saveAndGo: (document: unknown, next: string) => post(JSON.stringify(document), next),
    problems,
    conflict: fetcher.data?.reason === "changed-elsewhere",
  };
}

/** What the newest answer found wrong, to be taken back piece by piece. */
function useRefused(answer: SaveAnswer | undefined) {
  const [seen, setSeen] = useState(answer);
  const [problems, setProblems] = useState(NO_PROBLEMS);
  if (answer !== seen) {
    setSeen(answer);
    setProblems(answer?.problems ?? NO_PROBLEMS);
  }
  return { problems, setProblems };
}
