import type { World } from "#test/simulation/world.ts";

/** Customers who are one person by a moment. */
export type Group = { who: number[]; customerIds: number[]; redacted: boolean };

/** Whether a customer has left as far as all know; unclear for who is several, or may be. */
export function hasLeft(world: World, who: number): "yes" | "no" | "unclear" {
  const own = groupsBy(world, Infinity).find((group) => group.who.includes(who));
  const times = (each: { who: number }[]) => {
    return each.filter((one) => own?.who.includes(one.who)).length;
  };
  if (times(world.closings) === 0) return "no";
  if (own?.who.length !== 1) return "unclear";
  return times(world.closings) > times(world.reopenings) ? "yes" : "no";
}

export function groupsBy(world: World, moment: number): Group[] {
  const groups = world.customerIds.map((_, who) => new Set([who]));
  for (const { keep, gone, at } of world.merges) {
    if (at > moment) continue;
    const [one, other] = [groups[keep], groups[gone]];
    if (!one || !other || one === other) continue;
    for (const who of other) {
      one.add(who);
      groups[who] = one;
    }
  }
  return [...new Set(groups)].map((group) => {
    const who = [...group].sort((a, b) => a - b);
    const customerIds = who.map((each) => world.customerIds[each] ?? 0);
    return { who, customerIds, redacted: who.some((each) => world.redacted.has(each)) };
  });
}
