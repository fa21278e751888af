import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { referFriend } from "#app/usecases/refer-friend.ts";
import type { Happening } from "#test/simulation/history.ts";
import { insist, welcome } from "#test/simulation/insist.ts";
import { programAt } from "#test/simulation/world-facts.ts";
import { ctxOf, tell, type World } from "#test/simulation/world.ts";

/** Reasons that are kept, and that the model looks into. */
const KEPT = ["self", "same-address", "has-ordered", "already-referred"];

/** A friend comes by a member's code, which may be their own, and says so twice. */
export async function refer(
  world: World,
  { id, who, by }: Extract<Happening, { kind: "refer" }>,
): Promise<void> {
  const inviterId = await welcome(world, by);
  const friendId = await welcome(world, who);
  if (inviterId === null || friendId === null) return;
  const ctx = ctxOf(world, "customer");
  const code = await insist(world, "asks for a code", () => getReferralCode(ctx, inviterId));
  if (code === null) return;
  const wish = { friendId, code, requestId: `f${id}` };
  const name = `customer ${who} comes by customer ${by}`;
  const first = await insist(world, name, () => referFriend(ctx, wish));
  const again = await insist(world, `${name}, again`, () => referFriend(ctx, wish));
  const [refused, refusedAgain] = [first, again].map((each) => (each.ok ? null : each.reason));
  if (refused !== refusedAgain) {
    world.complaints.push(`f${id}: first ${String(refused)}, then ${String(refusedAgain)}`);
  }
  if (typeof refused === "string") tell(world, `  refused: ${refused}`);
  if (refused === "unknown-code" && world.redacted.has(by)) return;
  if ((refused === "no-referral") === hasReferral(world) || refused === "unknown-code") {
    world.complaints.push(`f${id}: ${String(refused)}`);
  }
  if (refused && !KEPT.includes(refused)) return;
  world.cames.push({ who, by, at: world.now, refused: refused ?? null });
}

function hasReferral(world: World): boolean {
  return (programAt(world, world.now)?.referral ?? null) !== null;
}
