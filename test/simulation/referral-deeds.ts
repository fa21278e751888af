import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { referFriend } from "#app/usecases/refer-friend.ts";
import { hasLeft } from "#test/simulation/groups.ts";
import type { Happening } from "#test/simulation/history.ts";
import { insist, welcome } from "#test/simulation/insist.ts";
import { press } from "#test/simulation/press.ts";
import { programAt } from "#test/simulation/world-facts.ts";
import { ctxOf, tell, type World } from "#test/simulation/world.ts";

/** Reasons that are kept, and that the model looks into. */
const KEPT = ["self", "same-address", "has-ordered", "already-referred"];

/** A friend comes by a member's code, which may be their own, and says so twice. */
export async function refer(
  world: World,
  event: Extract<Happening, { kind: "refer" }>,
): Promise<void> {
  const { id, who, by } = event;
  const inviterId = await welcome(world, by);
  const friendId = await welcome(world, who);
  if (inviterId === null || friendId === null) return;
  const ctx = ctxOf(world, "customer");
  const code = await insist(world, "asks for a code", () => getReferralCode(ctx, inviterId));
  if (code === null) return;
  const wish = { friendId, code, requestId: `f${id}` };
  const name = `customer ${who} comes by customer ${by}`;
  const first = await press(world, {
    label: wish.requestId,
    name,
    run: (worker) => referFriend(ctxOf(world, "customer", worker), wish),
  });
  if (!first.ok && first.reason === "member-gone") return refer(world, event);
  const again = await comeAgain(world, { who, name, wish });
  if (again === null) return;
  const [refused, refusedAgain] = [first, again].map((each) => (each.ok ? null : each.reason));
  if (refused !== refusedAgain) {
    world.complaints.push(`f${id}: first ${String(refused)}, then ${String(refusedAgain)}`);
  }
  if (typeof refused === "string") tell(world, `  refused: ${refused}`);
  if (refused === "unknown-code" && world.redacted.has(by)) return;
  if (isGone(world, event, refused ?? null)) return;
  if ((refused === "no-referral") === hasReferral(world) || refused === "unknown-code") {
    world.complaints.push(`f${id}: ${String(refused)}`);
  }
  if (refused && !KEPT.includes(refused)) return;
  world.cames.push({ who, by, at: world.now, refused: refused ?? null });
}

/** Whether one of them was refused for having left; nobody may be taken who has. */
function isGone(
  world: World,
  { id, who, by }: Extract<Happening, { kind: "refer" }>,
  refused: string | null,
): boolean {
  const [friend, inviter] = [hasLeft(world, who), hasLeft(world, by)];
  if (refused === null && [friend, inviter].includes("yes")) {
    world.complaints.push(`f${id}: one of them had left`);
  }
  if (refused === "closed") return friend !== "no";
  return refused === "unknown-code" && inviter !== "no";
}

/** Says so once more: as who they are by then, if they were merged meanwhile; null if erased. */
async function comeAgain(
  world: World,
  { who, name, wish }: { who: number; name: string; wish: Parameters<typeof referFriend>[1] },
) {
  const ctx = ctxOf(world, "customer");
  const again = await insist(world, `${name}, again`, () => referFriend(ctx, wish));
  if (again.ok || again.reason !== "member-gone") return again;
  const friendId = await welcome(world, who);
  if (friendId === null) return null;
  return insist(world, `${name}, anew`, () => referFriend(ctx, { ...wish, friendId }));
}

function hasReferral(world: World): boolean {
  return (programAt(world, world.now)?.referral ?? null) !== null;
}
