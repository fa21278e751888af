import { holdTier } from "#app/usecases/hold-tier.ts";
import { hasLeft } from "#test/simulation/groups.ts";
import type { Happening } from "#test/simulation/history.ts";
import { insist, welcome } from "#test/simulation/insist.ts";
import { dayBegins, dayThere, nextDay } from "#test/simulation/model-calendar.ts";
import { programAt } from "#test/simulation/world-facts.ts";
import { ctxOf, tell, type World } from "#test/simulation/world.ts";

type Hold = Extract<Happening, { kind: "hold-tier" }>;
const DAY = 86_400_000;

/** Staff holds a member in a tier until a day or for good, or takes that back; and asks twice. */
export async function hold(world: World, { id, who, tier, days }: Hold): Promise<void> {
  const memberId = await welcome(world, who);
  if (memberId === null) return;
  const { timeZone } = world.history.shop;
  const until = days === null ? null : dayThere(world.now + days * DAY, timeZone);
  const wish = { memberId, tierId: tier, until, note: "promised", requestId: `h${id}` };
  const name = `holds customer ${who} in ${tier ?? "no tier"}`;
  const ask = () => insist(world, name, () => holdTier(ctxOf(world, "staff:1"), wish));
  const [first, again] = [await ask(), await ask()];
  if (first.ok !== again.ok) world.complaints.push(`h${id}: first ${first.ok}, then ${again.ok}`);
  const levels = programAt(world, world.now)?.tiers?.levels ?? [];
  const isThere = tier === null || levels.some((level) => level.id === tier);
  if (first.ok || first.reason === "nothing-held") {
    if (!isThere) world.complaints.push(`h${id} was granted, and there is no such tier`);
  } else {
    tell(world, `  refused: ${first.reason}`);
    if (first.reason === "closed" && hasLeft(world, who) !== "no") return;
    if (first.reason !== "unknown-tier" || isThere) world.complaints.push(`h${id}: refused`);
  }
  if (!first.ok) return;
  if (hasLeft(world, who) === "yes") world.complaints.push(`h${id} was granted to who had left`);
  const end = until === null ? null : dayBegins(nextDay(until), timeZone);
  world.holds.push({ who, at: world.now, tierId: tier, until: end });
}
