import { groupsBy, type Group } from "#test/simulation/groups.ts";
import type { ModelFacts } from "#test/simulation/model-facts.ts";
import { standingOf } from "#test/simulation/model.ts";
import type { Rows } from "#test/simulation/rows.ts";
import { factsOf } from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

/** Inviters know how their friends stand, and nobody was refused without a reason. */
export function referralsOf(world: World, rows: Rows): string[] {
  if (world.cames.length === 0) return [];
  const groups = groupsBy(world, Infinity);
  return groups.flatMap((group) => {
    const facts = factsOf(world, rows, group);
    if (group.redacted || facts.cames.length === 0) return [];
    const name = `customer ${group.who.join("+")}`;
    // Who had ordered by then may have given the order away since.
    const gave = world.handovers.some(({ from }) => from !== null && group.who.includes(from));
    const found = [
      ...(gave ? [] : refusalsOf(facts)),
      ...toldOf(world, rows, { group, groups, facts }),
    ];
    return found.map((what) => `${name}: ${what}`);
  });
}

function refusalsOf({ cames, orders }: ModelFacts): string[] {
  return cames.flatMap(({ refused, isSelf, at, by }) => {
    const earlier = cames.some((other) => other.at < at && other.refused === null);
    const ordered = orders.some(({ placedAt }) => placedAt <= at);
    const reasons = [
      ...(isSelf ? ["self"] : []),
      ...(earlier ? ["already-referred"] : []),
      ...(ordered ? ["has-ordered"] : []),
    ];
    const fair = refused === null || reasons.includes(refused);
    return fair ? [] : [`refused to come by ${by}: ${refused}`];
  });
}

type Friend = { group: Group; groups: Group[]; facts: ModelFacts };

function toldOf(world: World, rows: Rows, { group, groups, facts }: Friend): string[] {
  const { friend } = standingOf(facts, world.now);
  const memberOf = (who: Group) => who.customerIds.flatMap((id) => rows.aliases.get(id) ?? [])[0];
  const last = rows.news.findLast(({ friendId }) => friendId === memberOf(group));
  const isTold = last?.outcome === "completed";
  const isDue = friend?.completed ?? false;
  if (isTold !== isDue) return [`inviter told ${String(isTold)}, should be ${String(isDue)}`];
  const inviter = groups.find(({ who }) => friend && who.includes(friend.by));
  if (!last || !isDue || !inviter || inviter.redacted) return [];
  return last.memberId === memberOf(inviter)
    ? []
    : [`another than ${inviter.who.join("+")} was told`];
}
