import { idsFor } from "#test/simulation/dice.ts";
import { groupsBy } from "#test/simulation/groups.ts";
import { openWorld } from "#test/simulation/play.ts";
import { comeToRest } from "#test/simulation/rest.ts";
import { readRows } from "#test/simulation/rows.ts";
import { passTime, someWork } from "#test/simulation/work.ts";
import { tell, type World } from "#test/simulation/world.ts";

const HOUR = 3_600_000;

/**
 * Tells another shop, which has made the same decisions, all that the first one was told: in
 * another order, with other repetitions, by other workers that die elsewhere. What it comes to must
 * be the same. Returns where it is not.
 */
export async function tellAgain(first: World): Promise<string[]> {
  // What inviters are told of friends is a fact once it is told, and depends on when.
  if (first.redacted.size > 0 || first.cames.length > 0) return [];
  const expected = await fingerprintOf(first);
  const end = first.now;
  const second = await openSecond(first);
  second.now = end - 400 * 24 * HOUR;
  const dice = second.dice("telling");
  const ids = idsFor(second.plan.seed, "telling again");
  const letters = first.letters.flatMap((letter) => (dice.often(0.3) ? [letter, letter] : letter));
  const shuffled = letters
    .map((letter) => ({ letter, place: dice.roll() }))
    .sort((a, b) => a.place - b.place);
  for (let batch = 0; shuffled.length > 0; batch++) {
    const some = shuffled.splice(0, dice.between(1, shuffled.length));
    for (const { letter } of some) {
      second.mail.push({ letter, at: second.now, id: ids.newId(), tries: 0 });
    }
    await someWork(second, batch);
    second.now += dice.pick([1000, HOUR]);
  }
  await comeToRest(second);
  await passTime(second, [Math.max(0, end - second.now)]);
  const found = await fingerprintOf(second);
  await second.stage.sweep(second.shopId, second.domain);
  tell(first, "and told again, in another way");
  const differences = expected.filter((line) => !found.includes(line));
  const others = found.filter((line) => !expected.includes(line));
  return [
    ...differences.map((line) => `told one way: ${line}`),
    ...others.map((line) => `told another way: ${line}`),
  ];
}

async function openSecond(first: World): Promise<World> {
  const { shop, stage, plan } = first;
  const second = await openWorld(stage, { ...plan, telling: 1 });
  const { orders, redeemed, merges, customerIds, adjustments, programs, holds } = first;
  Object.assign(second, { shop, orders, redeemed, merges, customerIds });
  Object.assign(second, { adjustments, programs, holds });
  await copyDecisions(first, second);
  return second;
}

/** Programs, redemptions, adjustments and deeds are decided or told here: facts from then on. */
async function copyDecisions(first: World, second: World): Promise<void> {
  const { owner } = first.stage;
  const rows = await readRows(first);
  const to = second.shopId.toString();
  const granted = await listGranted(first);
  await copy(first, second, "program_version");
  for (const group of groupsBy(first, Infinity)) {
    // By the customer who is left: the others become the same member when their merge is told.
    const stays = group.customerIds.find((id) => first.shop.customers.has(id));
    const memberId = rows.aliases.get(stays ?? 0);
    if (stays === undefined || memberId === undefined) continue;
    const at = new Date(second.now);
    await owner.query("insert into member (shop_id, id, joined_at) values ($1, $2, $3)", [
      ...[to, memberId, at],
    ]);
    // What a budget gave to an order is a fact of who has it: then all of them are known at once.
    const known = granted.has(memberId) ? group.customerIds : [stays];
    await owner.query(
      `insert into alias (shop_id, customer_id, member_id, since)
       select $1, customer_id, $3, $4 from unnest($2::text[]) as customer_id`,
      [to, known.map((id) => `gid://shopify/Customer/${id}`), memberId, at],
    );
  }
  await copy(first, second, "redemption");
  await copy(first, second, "redemption_event");
  await copy(first, second, "adjustment");
  await copy(first, second, "member_event");
  await copy(first, second, "budget");
  await owner.query(
    `insert into work_item (shop_id, kind, subject, due_at)
     select shop_id, 'settle', id::text, $2 from member where shop_id = $1`,
    [to, new Date(second.now)],
  );
}

/** Members of whom a budget was asked. */
async function listGranted({ stage, shopId }: World): Promise<Set<string>> {
  const { rows } = await stage.owner.query<{ id: string }>(
    "select distinct member_id as id from member_event where shop_id = $1 and kind = 'granted'",
    [shopId.toString()],
  );
  return new Set(rows.map(({ id }) => id));
}

async function copy(first: World, second: World, table: string): Promise<void> {
  const { owner } = first.stage;
  const { rows } = await owner.query<{ columns: string }>(
    `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_name = $1 and column_name <> 'shop_id' and is_generated = 'NEVER'`,
    [table],
  );
  const columns = rows[0]?.columns ?? "";
  await owner.query(
    `insert into ${table} (shop_id, ${columns})
     select $2::bigint, ${columns} from ${table} where shop_id = $1`,
    [first.shopId.toString(), second.shopId.toString()],
  );
}

/** What must not depend on how a shop was told, a line each. */
async function fingerprintOf(world: World): Promise<string[]> {
  const rows = await readRows(world);
  const people = groupsBy(world, Infinity).flatMap(({ who, customerIds }) => {
    const members = new Set(customerIds.flatMap((id) => rows.aliases.get(id) ?? []));
    return [...members].map((memberId) => {
      const standing = rows.standings.get(memberId);
      if (!standing) return `${who.join("+")} is nobody`;
      const { lots, earned, available, pending, reserved, owed, tier } = standing;
      const balances = { available, pending, reserved, owed, tier };
      const moved = new Map([...earned].filter(([, points]) => points !== 0));
      const sorted = (map: Map<string, unknown>) =>
        [...map].map((entry) => JSON.stringify(entry)).sort();
      const words = [JSON.stringify(balances), ...sorted(lots), ...sorted(moved)];
      return `${who.join("+")}: ${words.join(" ")}`;
    });
  });
  const redemptions = [...rows.redemptions.values()].map(
    ({ code, state, outcome }) => `${code} ${state} ${outcome ?? ""}`,
  );
  return [...people, ...redemptions];
}
