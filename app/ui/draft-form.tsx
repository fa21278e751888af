import type { ProgramDocument } from "#app/domain/program/document.ts";
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";

/** A message about one place of the document, such as `tiers.levels.0.threshold`. */
export type Problem = { path: string; message: string };

type DraftForm = {
  document: unknown;
  problems: Problem[];
  set: (path: string, value: unknown) => void;
};

const Form = createContext<DraftForm>({ document: {}, problems: [], set: () => undefined });

/** The draft as it is being edited: what is typed stands in it as typed, right or not. */
export function useDraft(saved: { document: unknown; revision: number }) {
  const [edited, setEdited] = useState(saved);
  // A save, here or elsewhere, is a new beginning.
  const current = edited.revision === saved.revision ? edited : saved;
  const text = useMemo(() => JSON.stringify(current.document), [current.document]);
  const change = (document: unknown) => setEdited({ document, revision: saved.revision });
  return {
    document: current.document,
    text,
    dirty: text !== JSON.stringify(saved.document),
    change,
    discard: () => setEdited(saved),
  };
}

/** Gives the fields below the document they edit, and what is wrong with it. */
export function DraftFormProvider(props: {
  draft: { document: unknown; change: (document: unknown) => void };
  problems: Problem[];
  children: ReactNode;
}) {
  const { draft, problems } = props;
  const set = (path: string, value: unknown) =>
    draft.change(withValue(draft.document, path.split("."), value));
  return (
    <Form.Provider value={{ document: draft.document, problems, set }}>
      {props.children}
    </Form.Provider>
  );
}

/** One place of the document: what stands there, how to change it, what is wrong with it. */
export function useDraftField(path: string) {
  const form = useContext(Form);
  return {
    value: valueAt(form.document, path),
    set: (value: unknown) => form.set(path, value),
    problem: form.problems.find((problem) => problem.path === path)?.message,
    problems: form.problems.filter((problem) => problem.path.startsWith(`${path}.`)),
  };
}

/**
 * The whole document that is being edited. Its shape is that of a program, since every form keeps
 * it; what is typed in it may not be right yet.
 */
export function useDraftDocument(): ProgramDocument {
  return useContext(Form).document as ProgramDocument;
}

/** What stands at a path of a document, or undefined. */
export function valueAt(document: unknown, path: string): unknown {
  return path.split(".").reduce(partOf, document);
}

/** The document with another value at a path. */
export function withValue(whole: unknown, path: string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((item: unknown, at) =>
      String(at) === key ? withValue(item, rest, value) : item,
    );
  }
  const copy = typeof whole === "object" && whole !== null ? { ...whole } : {};
  return { ...copy, [key]: withValue(partOf(whole, key), rest, value) };
}

function partOf(whole: unknown, key: string): unknown {
  if (typeof whole !== "object" || whole === null) return undefined;
  return (whole as Record<string, unknown>)[key];
}
