/** One setting that two programs have differently; null where one has it not. */
export type Change = { path: string; before: Value; after: Value };

type Value = string | number | boolean | null;

/** What differs between two program documents, setting by setting, in the order of the second. */
export function programChanges(before: unknown, after: unknown): Change[] {
  const [old, fresh] = [settingsOf(before), settingsOf(after)];
  const paths = new Set([...fresh.keys(), ...old.keys()]);
  return [...paths].flatMap((path) => {
    const change = { path, before: old.get(path) ?? null, after: fresh.get(path) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

/** Every setting by its path. Tiers and rewards go by their id, so that moving one is no change. */
function settingsOf(document: unknown): Map<string, Value> {
  const settings = new Map<string, Value>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      if (value.every((item) => typeof item === "string")) {
        settings.set(path, value.join(", "));
        return;
      }
      for (const item of value as { id: string }[]) visit(item, `${path}.${item.id}`);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, part] of Object.entries(value)) visit(part, path ? `${path}.${key}` : key);
    } else if (value !== undefined) {
      settings.set(path, value as Value);
    }
  };
  visit(document, "");
  return settings;
}
