import { isSameDocument } from "#app/queries/program-changes.ts";

/** How a part of the draft stands to what is in force: the same, another there, or not there. */
export type DraftStanding = "live" | "changed" | "fresh";

/** How a reward or a campaign of the draft stands to those that are in force. */
export function draftStanding<P extends { id: string }>(part: P, published: P[]): DraftStanding {
  const live = published.find(({ id }) => id === part.id);
  if (!live) return "fresh";
  return isSameDocument(live, part) ? "live" : "changed";
}
