import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  addMemberEvents,
  findEventOfRequest,
  type MemberEventBody,
  type NewMemberEvent,
} from "#app/db/member-events.ts";
import { isErased } from "#app/db/members.ts";
import { listRequestKeys, requestKey } from "#app/db/request-keys.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { State } from "#app/domain/engine/state.ts";
import { invariant } from "#app/domain/invariant.ts";
import { settleForDecision } from "#app/usecases/settle-for-decision.ts";

export type RecordedEvent = {
  ok: true;
  eventId: string;
  event: MemberEvent;
  awaitsDecision: boolean;
};

/** What is to be recorded of a member, once it is clear how they stand. */
export type Recording = {
  event: MemberEventBody;
  /** When it happened, if not now. */
  at?: Date;
  awaitsDecision?: boolean;
  note?: string | null;
};

type Refused<Reason> = { ok: false; reason: Reason };

/**
 * Records something about a member, in the shape of every use case that moves points: lock and
 * settle, look for an earlier run, judge, record, settle again. Repeating a requestId changes
 * nothing; asking for something else by it is refused.
 */
export async function recordWithin<Reason extends string>(
  tx: Tx,
  ctx: ShopContext,
  wish: {
    memberId: string;
    requestId: string;
    /** Whether an event recorded by an earlier run says what is asked for now. */
    isSame(event: MemberEvent, state: State): boolean;
    judge(state: State): Promise<Recording | Refused<Reason>> | Recording | Refused<Reason>;
  },
): Promise<RecordedEvent | Refused<Reason | "member-gone" | "request-reused">> {
  const { memberId } = wish;
  const settled = await settleForDecision(tx, ctx, memberId);
  // Under the member's lock, so that nothing is written of a person who has just been erased.
  if (!settled || (await isErased(tx, ctx.shopId, memberId)))
    return { ok: false, reason: "member-gone" };

  const keys = await listRequestKeys(tx, ctx.shopId, wish);
  const earlier = await findEventOfRequest(tx, ctx.shopId, keys);
  if (earlier) {
    const { event, awaitsDecision } = earlier;
    if (!wish.isSame(event, settled.state)) return { ok: false, reason: "request-reused" };
    return { ok: true, eventId: event.id, event, awaitsDecision };
  }

  const judged = await wish.judge(settled.state);
  if ("reason" in judged) return judged;
  const at = judged.at ?? ctx.clock.now();
  const requestId = requestKey(memberId, wish.requestId);
  const body = { ...judged.event, ...turnAt(settled.state, judged.event.kind, at) };
  const fresh = { ...judged, event: body, id: ctx.newId(), memberId, at, requestId };
  const added = await addMemberEvents(tx, byOf(ctx), [withSalt(ctx, fresh)]);
  invariant(added.length === 1, "under the member's lock nobody else records for this request");
  const event = { ...body, id: fresh.id, at: at.getTime() } as MemberEvent;
  await settled.settleWith({ events: [event] });
  return { ok: true, eventId: fresh.id, event, awaitsDecision: judged.awaitsDecision ?? false };
}

/** Of these kinds a later event takes the place of an earlier one. */
const REPLACING: ReadonlySet<MemberEvent["kind"]> = new Set(["tier-floor", "birthday"]);

/** The turn after those that the member has had at this very moment; mostly there were none. */
function turnAt(
  { traits: { latest } }: State,
  kind: MemberEvent["kind"],
  at: Date,
): { turn?: number } {
  if (!REPLACING.has(kind) || latest?.at !== at.getTime()) return {};
  return { turn: latest.turn + 1 };
}

/** Who records, and when. */
export function byOf({ shopId, author, clock }: ShopContext) {
  return { shopId, author, recordedAt: clock.now() };
}

function withSalt(ctx: ShopContext, fresh: NewMemberEvent): NewMemberEvent {
  const note = fresh.note ?? null;
  return { ...fresh, note, noteSalt: note === null ? null : Uint8Array.from(ctx.randomBytes(16)) };
}
