import { checkLedger } from "#app/usecases/check-ledger.ts";
import { budgetsOf } from "#test/simulation/compare-budgets.ts";
import { giftsOf } from "#test/simulation/compare-gifts.ts";
import { drawsOf } from "#test/simulation/compare-draws.ts";
import { informedOf } from "#test/simulation/compare-informed.ts";
import { kindsOf } from "#test/simulation/compare-kinds.ts";
import { perksOf } from "#test/simulation/compare-perks.ts";
import { poolsOf } from "#test/simulation/compare-pools.ts";
import { stockOf } from "#test/simulation/compare-stock.ts";
import { staleOf, storefrontOf } from "#test/simulation/compare-storefront.ts";
import { findCode } from "#test/simulation/shop-graphql.ts";
import { referralsOf } from "#test/simulation/compare-referrals.ts";
import { groupsBy, type Group } from "#test/simulation/groups.ts";
import type { ModelStanding } from "#test/simulation/model-facts.ts";
import { standingOf } from "#test/simulation/model.ts";
import { isCode, type SimReward } from "#test/simulation/program.ts";
import { readRows, type RedemptionRow, type Rows } from "#test/simulation/rows.ts";
import { factsOf, rewardsOf, userOf } from "#test/simulation/world-facts.ts";
import { ctxOf, type World } from "#test/simulation/world.ts";

/** Everything that is not as the model says, in words; nothing when all is well. */
export async function differencesOf(world: World): Promise<string[]> {
  const rows = await readRows(world);
  const groups = groupsBy(world, Infinity);
  const ledger = await checkLedger(ctxOf(world, "laurel"));
  return [
    ...groups.flatMap((group) => membersOf(world, rows, group)),
    ...redemptionsOf(world, rows),
    ...codesOf(world, rows),
    ...giftsOf(world, rows),
    ...stockOf(world, rows),
    ...poolsOf(world, rows),
    ...kindsOf(world, rows),
    ...drawsOf(world, rows),
    ...perksOf(world, rows),
    ...storefrontOf(world, rows),
    ...(await staleOf(world, rows)),
    ...(await budgetsOf(world, rows)),
    ...(await troubleOf(world)),
    ...ledger.details.map((fault) => `ledger: ${JSON.stringify(fault)}`),
    ...rows.incidents.map((reason) => `redemption: ${reason}`),
    ...informedOf(world, rows),
    ...referralsOf(world, rows),
    ...world.complaints,
  ];
}

/** The members of one person, after every merge. */
function membersOf(world: World, rows: Rows, group: Group): string[] {
  const name = `customer ${group.who.join("+")}`;
  const ids = new Set(group.customerIds.flatMap((id) => rows.aliases.get(id) ?? []));
  if (group.redacted) return ids.size > 0 ? [`${name} was redacted, and is known`] : [];
  const facts = factsOf(world, rows, group);
  const model = standingOf(facts, world.now);
  if (ids.size > 1) return [`${name} should be one member, and is ${ids.size}`];
  const [memberId] = ids;
  if (memberId === undefined) {
    const known = [...facts.orders, ...facts.joins, ...facts.deeds].length > 0;
    return known ? [`${name} bought or did something, and is nobody`] : [];
  }
  const app = rows.standings.get(memberId) ?? nobody();
  return differencesOfMember(name, { model, app });
}

function differencesOfMember(
  name: string,
  { model, app }: { model: ModelStanding; app: ModelStanding },
): string[] {
  const differences: string[] = [];
  const compare = (what: string, expected: unknown, found: unknown) => {
    const [one, other] = [JSON.stringify(expected), JSON.stringify(found)];
    if (one !== other)
      differences.push(`${name}, ${what}: the model says ${one}, the app ${other}`);
  };
  for (const key of ["available", "pending", "reserved", "owed", "tier"] as const) {
    compare(key, model[key], app[key]);
  }
  compare("lots", lotsOf(model), lotsOf(app));
  for (const source of new Set([...model.earned.keys(), ...app.earned.keys()])) {
    compare(`points of ${source}`, model.earned.get(source) ?? 0, app.earned.get(source) ?? 0);
  }
  return differences;
}

function lotsOf({ lots }: ModelStanding): string[] {
  return [...lots]
    .map(([lot, { points, until }]) => {
      const end = until === null ? "never" : new Date(until).toISOString();
      return `${lot}=${points} until ${end}`;
    })
    .sort();
}

function nobody(): ModelStanding {
  const nothing = { available: 0, pending: 0, reserved: 0, owed: 0, tier: null, friend: null };
  return { ...nothing, lots: new Map(), earned: new Map(), overdrawn: [], wants: [] };
}

/** Redemptions are those that shoppers were told of, in a state that the shop bears out. */
function redemptionsOf(world: World, rows: Rows): string[] {
  const told = [...world.redeemed.values()].flat();
  const differences = told
    .filter(({ id }) => !rows.redemptions.has(id))
    .map(({ requestId }) => `${requestId} was granted, and is not there`);
  if (rows.redemptions.size !== told.length) {
    differences.push(`${told.length} redemptions were granted, ${rows.redemptions.size} are there`);
  }
  return [...differences, ...[...rows.redemptions.values()].flatMap((row) => oneOf(world, row))];
}

function oneOf(world: World, row: RedemptionRow): string[] {
  const reward = rewardsOf(world).find(({ id }) => id === row.rewardId);
  if (reward && !isCode(reward)) return [];
  const differences: string[] = [];
  const say = (what: string) =>
    differences.push(`redemption ${row.requestId} (${row.state}): ${what}`);
  // A code for all orders of a month is used, and goes on.
  const user = row.standing && row.outcome !== "used" ? undefined : userOf(world, row.code);
  const { usable, ended, miscounted } = standingOfCode(world, row);
  if ((row.outcome === "used") !== (user !== undefined)) {
    say(`${user ? `used in ${user.name}` : "used nowhere"} in the shop`);
  }
  if (row.state === "active" && !usable && !ended) say("has no good code");
  if (row.state !== "active" && usable) say("its code can still be used");
  if (miscounted) say("its code is good for another number of orders");
  if (row.state === "requested" || row.state === "canceling") say("never came to an end");
  const due = outcomeOf(row, reward);
  if (!user && row.outcome !== due) say(`ended as ${row.outcome}, and should have as ${due}`);
  return differences;
}

function standingOfCode({ shop, now }: World, { code, standing }: RedemptionRow) {
  const found = findCode(shop, code);
  const ended = found?.endsAt != null && Date.parse(found.endsAt) <= now;
  const unused = standing || found?.codes[0]?.usageCount === 0;
  const miscounted = found !== null && found.usageLimit !== (standing ? null : 1);
  return { miscounted, ended, usable: found !== null && !ended && unused };
}

/** What becomes of the points of a reward that was not used, by the state it is in. */
function outcomeOf({ state, free }: RedemptionRow, reward: SimReward | undefined): string | null {
  if (state === "active") return null;
  const isKept = state === "lapsed" && (free !== null || !reward?.returnsWhenUnused);
  return isKept ? "kept" : "returned";
}

/** No code in the shop that nobody has paid for. */
function codesOf(world: World, rows: Rows): string[] {
  const known = new Set([...rows.redemptions.values()].map(({ code }) => code));
  return [...world.shop.discounts.values()].flatMap(({ codes, endsAt }) => {
    const [code] = codes;
    const over = endsAt !== null && Date.parse(endsAt) <= world.now;
    if (!code || over || code.usageCount > 0 || known.has(code.code)) return [];
    return [`the code ${code.code} can be used, and no redemption stands for it`];
  });
}

/** Nothing is left lying about when all has come to rest. */
async function troubleOf(world: World): Promise<string[]> {
  const { rows } = await world.stage.owner.query<{ what: string }>(
    `select topic || ': ' || note as what from delivery
     where shop_domain = $1 and (due_at is not null or note <> '' or body <> ''::bytea)
     union all
     select kind || ' ' || subject || ': ' || note from work_item
     where shop_id = $2 and (note <> '' or kind not in ('settle', 'sync') or due_at <= $3)`,
    [world.domain, world.shopId.toString(), new Date(world.now)],
  );
  return rows.map(({ what }) => `left over: ${what}`);
}
