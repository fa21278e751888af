import type { ShopContext, Tx } from "#app/db/context.ts";
import type { State } from "#app/domain/engine/state.ts";
import { noFacts, type MemberFacts } from "#app/domain/engine/timeline.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { holdMembers, type HeldMembers } from "#app/usecases/hold-members.ts";
import { settleAndLookAgain } from "#app/usecases/settle-members.ts";

/** Facts that were written under the lock; orders never are. */
type News = Partial<Omit<MemberFacts, "orders">>;

/** A member who was settled, and is locked until the transaction ends. */
export type SettledMember = {
  /** What they stood for when they were settled; not to be read once they were settled again. */
  state: State;
  /** When that was: what is decided on it is of this moment, though the clock has gone on. */
  asOf: Instant;
  /** Settles again, by facts that were written meanwhile, without reading the others anew. */
  settleWith(news: News): Promise<void>;
};

/**
 * Settles one member and keeps them locked, for a decision on what they may do now. Null for
 * nobody, and for a member that has become another one by a merge.
 */
export async function settleForDecision(
  tx: Tx,
  ctx: ShopContext,
  memberId: string,
): Promise<SettledMember | null> {
  const { states, asOf, settleWith } = await settleForDecisions(tx, ctx, [memberId]);
  const state = states.get(memberId);
  if (!state) return null;
  return { state, asOf, settleWith: (news) => settleWith(new Map([[memberId, news]])) };
}

/** Members who were settled, and are locked until the transaction ends. */
export type SettledMembers = {
  /** As `SettledMember.state`, by id; without nobody, and who is another member by a merge. */
  states: Map<string, State>;
  /** As `SettledMember.asOf`, of all of them. */
  asOf: Instant;
  /** As `SettledMember.settleWith`, for those members of whom there is something new. */
  settleWith(news: Map<string, News>): Promise<void>;
};

/** As `settleForDecision`, for several members at once: no more statements than for one. */
export async function settleForDecisions(
  tx: Tx,
  ctx: ShopContext,
  memberIds: string[],
): Promise<SettledMembers> {
  const held = await holdMembers(tx, ctx, memberIds);
  const asOf = ctx.clock.now().getTime();
  const decisions = await settleAndLookAgain(tx, ctx, { held, asOf });
  const merged = new Set(held.members.flatMap(({ id, merged }) => (merged ? id : [])));
  const states = [...decisions].flatMap(([id, { state }]) =>
    merged.has(id) ? [] : [[id, state] as const],
  );
  return {
    states: new Map(states),
    asOf,
    settleWith: async (written) => {
      const news = new Map([...written].map(([id, own]) => [id, { ...noFacts(), ...own }]));
      for (const [id, own] of news) learn(held.facts.get(id), own);
      const since = { decisions, news };
      const again = await settleAndLookAgain(tx, ctx, { held: heldOf(held, news), since });
      for (const [id, decision] of again) decisions.set(id, decision);
    },
  };
}

function learn(known: MemberFacts | undefined, news: MemberFacts): void {
  known?.redemptions.push(...news.redemptions);
  known?.adjustments.push(...news.adjustments);
  known?.events.push(...news.events);
}

/** Of the members held, those that are wanted. */
function heldOf(held: HeldMembers, wanted: Map<string, unknown>): HeldMembers {
  return {
    ...held,
    members: held.members.filter(({ id }) => wanted.has(id)),
    facts: new Map([...held.facts].filter(([id]) => wanted.has(id))),
  };
}
