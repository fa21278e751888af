import type { ProgramDocument } from "#app/domain/program/document.ts";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

/** A message about one place of the document, such as `tiers.levels.0.threshold`. */
export type Problem = { path: string; message: string };

type DraftForm = {
  document: unknown;
  problems: Problem[];
  set: (path: string, value: unknown) => void;
  /** What the fields in sight are called, by the place they edit. */
  labels: Map<string, string>;
};

const Form = createContext<DraftForm>({
  document: {},
  problems: [],
  set: () => undefined,
  labels: new Map(),
});

/**
 * The draft as it is being edited: what is typed stands in it as typed, right or not. Who adds
 * something begins with another document than the one that is saved.
 */
export function useDraft(saved: { document: unknown; revision: number }, begun: unknown = null) {
  const [edited, setEdited] = useState({ ...saved, document: begun ?? saved.document });
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
  const [labels] = useState(() => new Map<string, string>());
  const set = (path: string, value: unknown) =>
    draft.change(withValue(draft.document, path.split("."), value));
  return (
    <Form.Provider value={{ document: draft.document, problems, set, labels }}>
      {props.children}
    </Form.Provider>
  );
}

/**
 * One place of the document: what stands there, how to change it, what is wrong with it. `label` is
 * what its field is called, for the list of problems.
 */
export function useDraftField(path: string, label?: string) {
  const form = useContext(Form);
  const { labels } = form;
  useEffect(() => {
    if (label === undefined) return;
    labels.set(path, label);
    return () => void labels.delete(path);
  }, [labels, path, label]);
  return {
    value: valueAt(form.document, path),
    set: (value: unknown) => form.set(path, value),
    problem: form.problems.find((problem) => problem.path === path)?.message,
    problems: form.problems.filter((problem) => problem.path.startsWith(`${path}.`)),
  };
}

/** Finds the field in sight that edits a path, or what the path is part of; null for none. */
export function useFieldFinder(): (path: string) => { path: string; label: string } | null {
  const { labels } = useContext(Form);
  return (wanted) => fieldOf(labels, wanted);
}

/** The nearest of the named places that a path is, or is part of. */
export function fieldOf(
  labels: Map<string, string>,
  wanted: string,
): { path: string; label: string } | null {
  for (let path = wanted; path !== ""; path = path.slice(0, Math.max(path.lastIndexOf("."), 0))) {
    const label = labels.get(path);
    if (label !== undefined) return { path, label };
  }
  return null;
}

/**
 * The whole document that is being edited. Its shape is that of a program, since every form keeps
 * it; what is typed in it may not be right yet.
 */
export function useDraftDocument(): ProgramDocument {
  return useContext(Form).document as ProgramDocument;
}

/** The problems that are still of interest after a change: those whose places it did not touch. */
export function problemsLeft(problems: Problem[], before: unknown, after: unknown): Problem[] {
  const textAt = (document: unknown, path: string) => JSON.stringify(valueAt(document, path));
  return problems.filter(({ path }) => textAt(before, path) === textAt(after, path));
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
