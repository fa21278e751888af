import { closeAccount } from "#app/usecases/close-account.ts";
import { decideActivity } from "#app/usecases/decide-activity.ts";
import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { referFriend } from "#app/usecases/refer-friend.ts";
import { setBirthday } from "#app/usecases/set-birthday.ts";
import { customerToBe } from "#bin/simulate/open-shop.ts";
import { memberOf } from "#bin/simulate/member-actions.ts";
import type { ActivityDone } from "#bin/simulate/scenario-members.ts";
import { done, type Outcome, type World } from "#bin/simulate/world.ts";

const gone: Outcome = { refused: "member-gone" };

/** Somebody makes an account, unless they have one, and signs in for the first time. */
export async function join(world: World, name: string): Promise<Outcome> {
  if (world.scenario.customers[name]?.joins === "later") {
    await world.devShop.commerce.createCustomer(customerToBe(world, name));
  }
  return (await memberOf(world, name)) === null ? gone : done;
}

/** A member does something that the program may reward. */
export async function doActivity(world: World, deed: ActivityDone): Promise<Outcome> {
  const { by, activity, subject = null, as } = deed;
  const memberId = await memberOf(world, by);
  if (memberId === null) return gone;
  const requestId = world.ctx.newId();
  const result = await recordActivity(world.ctx, { memberId, activity, subject, requestId });
  if (!result.ok) return { refused: result.reason };
  if (as !== undefined) world.activities.set(as, result.eventId);
  return done;
}

/** Staff approves an activity, or does not. */
export async function decide(world: World, name: string, approved: boolean): Promise<Outcome> {
  const eventId = world.activities.get(name);
  if (eventId === undefined) return { refused: "unknown" };
  const wish = { eventId, approved, note: "Looked at", requestId: world.ctx.newId() };
  return outcomeOf(await decideActivity(world.ctx, wish));
}

export async function tellBirthday(
  world: World,
  { of, day }: { of: string; day: string },
): Promise<Outcome> {
  const memberId = await memberOf(world, of);
  if (memberId === null) return gone;
  const [month = 0, date = 0] = day.split("-").map(Number);
  const wish = { memberId, month, day: date, requestId: world.ctx.newId() };
  return outcomeOf(await setBirthday(world.ctx, wish));
}

export async function invite(
  world: World,
  asked: { member: string; tier: string | null; until?: string | undefined },
): Promise<Outcome> {
  const memberId = await memberOf(world, asked.member);
  if (memberId === null) return gone;
  const { tier: tierId, until = null } = asked;
  const wish = { memberId, tierId, until, note: "An invitation", requestId: world.ctx.newId() };
  return outcomeOf(await holdTier(world.ctx, wish));
}

/** A friend comes by the code of a member. */
export async function refer(
  world: World,
  { friend, by }: { friend: string; by: string },
): Promise<Outcome> {
  const friendId = await memberOf(world, friend);
  const inviterId = await memberOf(world, by);
  if (friendId === null || inviterId === null) return gone;
  const code = (await getReferralCode(world.ctx, inviterId)) ?? "";
  const wish = { friendId, code, requestId: world.ctx.newId() };
  return outcomeOf(await referFriend(world.ctx, wish));
}

export async function close(world: World, name: string): Promise<Outcome> {
  const memberId = await memberOf(world, name);
  if (memberId === null) return gone;
  const wish = { memberId, note: null, requestId: world.ctx.newId() };
  return outcomeOf(await closeAccount(world.ctx, wish));
}

function outcomeOf(result: { ok: true } | { ok: false; reason: string }): Outcome {
  return result.ok ? done : { refused: result.reason };
}
