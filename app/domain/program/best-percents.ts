import type { ProgramDocument } from "#app/domain/program/document.ts";

const known = new WeakMap<ProgramDocument, string[]>();

/** The percents for which a program asks who is among the best: its tiers, and any condition. */
export function bestPercents(document: ProgramDocument): string[] {
  let percents = known.get(document);
  if (!percents) known.set(document, (percents = [...new Set(percentsIn(document))]));
  return percents;
}

function percentsIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  const asks = "kind" in part && part.kind === "top-percent" && "percent" in part;
  const own = asks ? [String(part.percent)] : [];
  return [...own, ...Object.values(part).flatMap(percentsIn)];
}
