import type { Decision } from "#app/domain/engine/decide.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/** Who brought a friend, and how that stands by what is known of the friend now. */
export type Standing = { inviterId: string; outcome: "completed" | "undone"; at: Instant } | null;

/** What an inviter is to be told of a friend. */
export type ReferralNews = { inviterId: string; outcome: "completed" | "undone"; at: Instant };

/** Whether this member came by somebody, and whether that has brought its points. */
export function referralOf(facts: MemberFacts, { state }: Decision): Standing {
  const came = facts.events
    .filter((event) => event.kind === "referred" && event.refused === null)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))[0];
  const stands = state.referralOutcome;
  if (came?.kind !== "referred" || !stands || stands.outcome === "none") return null;
  return { inviterId: came.inviterId, outcome: stands.outcome, at: stands.at };
}

/**
 * What is to be told so that inviters know how a friend stands: nothing if they know. Where the
 * friend has gone (into another member), or is another's by now, what was told is undone.
 */
export function decideNews(
  standing: Standing,
  told: { inviterId: string; outcome: "completed" | "undone" } | null,
  now: Instant,
): ReferralNews[] {
  const news: ReferralNews[] = [];
  const completed = standing?.outcome === "completed";
  const isKnown = told?.outcome === "completed";
  const isSameInviter = told?.inviterId === standing?.inviterId;
  if (isKnown && !(completed && isSameInviter)) {
    const at = standing?.outcome === "undone" ? standing.at : now;
    news.push({ inviterId: told.inviterId, outcome: "undone", at });
  }
  if (completed && !(isKnown && isSameInviter)) news.push({ ...standing, outcome: "completed" });
  return news;
}
