import type { Chapter, ChapterName, StoryItem } from "#app/texts/sentences/program-story.ts";

export type StoryChange =
  | { kind: "added" | "removed"; key: string; title: string | null; sentences: string[] }
  | { kind: "changed"; key: string; title: string | null; before: string[]; after: string[] }
  /** The words are the same; a name in another language, or the order, is not. */
  | { kind: "details"; key: string; title: string | null };
export type ChapterChanges = { name: ChapterName; changes: StoryChange[] };

/** What another program says differently, in sentences, chapter by chapter. */
export function storyChanges(before: Chapter[], after: Chapter[]): ChapterChanges[] {
  return after
    .map(({ name, items }) => ({
      name,
      changes: changesOf(before.find((chapter) => chapter.name === name)?.items ?? [], items),
    }))
    .filter(({ changes }) => changes.length > 0);
}

function changesOf(before: StoryItem[], after: StoryItem[]): StoryChange[] {
  const changed = after.flatMap((item): StoryChange[] => {
    const old = before.find(({ key }) => key === item.key);
    if (!old) return [{ kind: "added", ...shown(item) }];
    return changeOf(old, item);
  });
  const removed = before
    .filter(({ key }) => !after.some((item) => item.key === key))
    .map((item): StoryChange => ({ kind: "removed", ...shown(item) }));
  return [...changed, ...removed, ...orderOf(before, after)];
}

function changeOf(old: StoryItem, item: StoryItem): StoryChange[] {
  const { key, title } = item;
  const same = old.title === title && old.sentences.join("\n") === item.sentences.join("\n");
  if (!same) {
    const [before, after] = withoutShared(told(old, item), told(item, old));
    return [{ kind: "changed", key, title, before, after }];
  }
  return JSON.stringify(old.value) === JSON.stringify(item.value)
    ? []
    : [{ kind: "details", key, title }];
}

/** The name is one of the things told where it is what changed. */
function told(item: StoryItem, other: StoryItem): string[] {
  return item.title !== null && item.title !== other.title
    ? [item.title, ...item.sentences]
    : item.sentences;
}

function withoutShared(one: string[], other: string[]): [string[], string[]] {
  return [one.filter((text) => !other.includes(text)), other.filter((text) => !one.includes(text))];
}

function shown({ key, title, sentences }: StoryItem) {
  return { key, title, sentences };
}

/** Things that stay, in another order. */
function orderOf(before: StoryItem[], after: StoryItem[]): StoryChange[] {
  const keysOf = (items: StoryItem[], other: StoryItem[]) =>
    items.map(({ key }) => key).filter((key) => other.some((item) => item.key === key));
  const moved = keysOf(before, after).join("\n") !== keysOf(after, before).join("\n");
  return moved ? [{ kind: "details", key: "order", title: null }] : [];
}
