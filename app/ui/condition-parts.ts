/** A condition of one level, perhaps turned around; its place is that of the condition itself. */
export type ConditionPart = { negated: boolean; condition: { kind: string } };

type Group = { kind: "all" | "any"; of: { kind: string }[] };

/** Takes a condition apart as far as the form goes. `pathOf` says where each part stands. */
export function splitParts(value: unknown, path: string) {
  if (!isCondition(value)) return { mode: "all" as const, parts: [], pathOf: () => path };
  const group = isGroup(value) ? value : null;
  const whole = group?.of ?? [value];
  const parts = whole.map((condition): ConditionPart => {
    const inner = innerOf(condition);
    return inner ? { negated: true, condition: inner } : { negated: false, condition };
  });
  const pathOf = (at: number) => {
    const place = group ? `${path}.of.${at}` : path;
    return parts[at]?.negated ? `${place}.of` : place;
  };
  return { mode: group?.kind ?? ("all" as const), parts, pathOf };
}

/** Puts parts together again: none is null, one is itself. */
export function joinParts(parts: ConditionPart[], mode: "all" | "any"): unknown {
  const whole = parts.map(({ negated, condition }) =>
    negated ? { kind: "not", of: condition } : condition,
  );
  return whole.length > 1 ? { kind: mode, of: whole } : (whole[0] ?? null);
}

function isCondition(value: unknown): value is { kind: string } {
  return typeof value === "object" && value !== null && "kind" in value;
}

function isGroup(value: { kind: string }): value is Group {
  return (value.kind === "all" || value.kind === "any") && "of" in value && Array.isArray(value.of);
}

function innerOf(condition: { kind: string }): { kind: string } | null {
  if (condition.kind !== "not" || !("of" in condition)) return null;
  return isCondition(condition.of) ? condition.of : null;
}
