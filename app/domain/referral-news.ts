import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/** What an inviter is to be told of a friend. */
export type ReferralNews = { inviterId: string; outcome: "completed" | "undone"; at: Instant };

/** What an inviter was told last of a friend. */
export type Told = Pick<ReferralNews, "inviterId" | "outcome">;

/**
 * What is to be told so that inviters know how a friend stands: nothing if they know. Where the
 * friend has gone (into another member), or is another's by now, what was told is undone.
 */
export function decideNews(
  { friend, referralOutcome: stands }: State,
  told: Told | null,
  now: Instant,
): ReferralNews[] {
  const news: ReferralNews[] = [];
  const completed = stands?.outcome === "completed";
  const isKnown = told?.outcome === "completed";
  const isSameInviter = told?.inviterId === friend?.inviterId;
  if (isKnown && !(completed && isSameInviter)) {
    const at = stands?.outcome === "undone" ? stands.at : now;
    news.push({ inviterId: told.inviterId, outcome: "undone", at });
  }
  if (friend && completed && !(isKnown && isSameInviter)) {
    news.push({ inviterId: friend.inviterId, outcome: "completed", at: stands.at });
  }
  return news;
}
