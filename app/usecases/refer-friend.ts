import type { ShopContext, Tx } from "#app/db/context.ts";
import { findFriend, findInviter, type Friend, type Inviter } from "#app/db/referrals.ts";
import type { State } from "#app/domain/engine/state.ts";
import { programAt } from "#app/domain/program/program.ts";
import { isSameAddress } from "#app/domain/same-address.ts";
import { recordWithin, type Recording } from "#app/usecases/record-member-event.ts";

/** Why coming by somebody does not count; kept with the event. */
export type ReferralRefusal = "self" | "same-address" | "has-ordered" | "already-referred";

export type ReferFriendResult =
  | { ok: true }
  | {
      ok: false;
      reason:
        | ReferralRefusal
        | "no-referral"
        | "unknown-code"
        | "closed"
        | "in-future"
        | "member-gone"
        | "request-reused";
    };

type Wish = {
  friendId: string;
  code: string;
  requestId: string;
  /**
   * When they came, if not now: who followed a link, bought, and was only then known to us. Judged
   * as of then, so whoever names it must know it by more than the friend's word.
   */
  cameAt?: Date;
};

/**
 * A member says by whose code they came. What does not count is kept with its reason, and refused.
 * Repeating a requestId changes nothing and gives the same answer.
 */
export async function referFriend(ctx: ShopContext, wish: Wish): Promise<ReferFriendResult> {
  const { friendId, requestId } = wish;
  return ctx.inTransaction(async (tx): Promise<ReferFriendResult> => {
    const recorded = await recordWithin(tx, ctx, {
      memberId: friendId,
      requestId,
      isSame: ({ kind }) => kind === "referred",
      judge: (state) => judge(tx, ctx, { ...wish, state }),
    });
    if (!recorded.ok) return recorded;
    const refused = recorded.event.kind === "referred" ? recorded.event.refused : null;
    // Only these are ever written.
    return refused === null ? { ok: true } : { ok: false, reason: refused as ReferralRefusal };
  });
}

type NotReferred = {
  ok: false;
  reason: "no-referral" | "unknown-code" | "closed" | "in-future";
};

async function judge(
  tx: Tx,
  ctx: ShopContext,
  { friendId, code, cameAt, state }: Wish & { state: State },
): Promise<Recording | NotReferred> {
  const { shopId } = ctx;
  const now = ctx.clock.now();
  const at = cameAt ?? now;
  if (at > now) return { ok: false, reason: "in-future" };
  const program = programAt(state.programs, at.getTime());
  if (!program?.document.referral) return { ok: false, reason: "no-referral" };
  if (state.traits.closedAt !== null) return { ok: false, reason: "closed" };
  const inviter = await findInviter(tx, shopId, code.trim().toUpperCase());
  const friend = await findFriend(tx, shopId, { memberId: friendId, cameAt: cameAt ?? null });
  if (!inviter || !friend) return { ok: false, reason: "unknown-code" };
  const refused = whyRefused({ friendId, friend, inviter });
  return { event: { kind: "referred", inviterId: inviter.memberId, refused }, at };
}

type Meeting = { friendId: string; friend: Friend; inviter: Inviter };

function whyRefused({ friendId, friend, inviter }: Meeting): ReferralRefusal | null {
  if (inviter.memberId === friendId) return "self";
  if (isSameAddress(inviter.email, friend.email)) return "same-address";
  if (friend.cameByOthers) return "already-referred";
  return friend.hasOrdered ? "has-ordered" : null;
}
