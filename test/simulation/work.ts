import { sql } from "#app/db/sql.server.ts";
import type { WorkKind } from "#app/db/work-items.ts";
import { runJobOfShop, type JobName } from "#app/jobs/job-list.ts";
import { drainDeliveries } from "#app/usecases/drain-deliveries.ts";
import { drainWork } from "#app/usecases/drain-work.ts";
import { WORK } from "#app/usecases/work-kinds.ts";
import { deliverMail } from "#test/simulation/post.ts";
import { landStragglers } from "#test/simulation/shopify-side.ts";
import { WORKERS } from "#test/simulation/stage.ts";
import type { Dice } from "#test/simulation/dice.ts";
import { contextOf, mayStrike, runTasks, type World } from "#test/simulation/world.ts";

const MINUTE = 60_000;
/** Work without an end is a failure of its own. */
const MOST_ROUNDS = 400;

type Kind = WorkKind | "delivery";

/** Lets the workers do some of what is due, side by side, in some order. */
export async function someWork(world: World, event: number): Promise<void> {
  const dice = world.dice("work", event);
  const rounds = dice.pick([0, 1, 1, 2, 3]);
  for (let round = 0; round < rounds; round++) {
    await deliverMail(world);
    const kinds = await dueKinds(world);
    if (kinds.length === 0) return;
    const tasks = WORKERS.map((worker) => ({ worker, kind: dice.pick(rarely(kinds, dice)) }));
    await runTasks(world, tasks.slice(0, dice.between(1, tasks.length)).map(taskOf(world)));
  }
}

/** What only writes to the storefront is mostly left for later: it costs much and shows little. */
function rarely(kinds: Kind[], dice: Dice): Kind[] {
  const others = kinds.filter((kind) => kind !== "sync");
  return others.length === 0 || dice.often(0.1) ? kinds : others;
}

function taskOf(world: World) {
  return ({ worker, kind }: { worker: string; kind: Kind }) => ({
    worker,
    name: `drains ${kind}`,
    run: () => drain(world, worker, kind),
  });
}

/** What a worker may do while something else happens: some of what is due, or nothing. */
export async function workBeside(world: World, worker: string) {
  const kinds = await dueKinds(world);
  if (kinds.length === 0) return [];
  const dice = world.dice("beside", world.now, world.account.length);
  return [taskOf(world)({ worker, kind: dice.pick(rarely(kinds, dice)) })];
}

function drain(world: World, worker: string, kind: Kind): Promise<number> {
  const context = contextOf(world, worker);
  return kind === "delivery" ? drainDeliveries(context) : drainWork(context, kind);
}

async function dueKinds(world: World): Promise<Kind[]> {
  const now = new Date(world.now);
  const { rows } = await world.stage.owner.query<{ kind: string }>(sql`
    select 'delivery' as kind from delivery where shop_domain = ${world.domain} and due_at <= ${now}
    union select kind from work_item where shop_id = ${world.shopId} and due_at <= ${now}
    order by kind`);
  return rows.flatMap(({ kind }) => (isKind(kind) ? [kind] : []));
}

function isKind(kind: string): kind is Kind {
  return kind === "delivery" || Object.hasOwn(WORK, kind);
}

/** Does everything that is due at this moment, message by message and kind by kind. */
export async function allWorkOfNow(world: World): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await deliverMail(world);
    const kinds = await dueKinds(world);
    if (kinds.length === 0) return;
    for (const kind of kinds) await runTasks(world, [taskOf(world)({ worker: "one", kind })]);
  }
  throw new Error("There is no end to the work that is due");
}

/** Lets so much time pass in a few strides, after each of which everything due is done. */
export async function passTime(world: World, strides: number[]): Promise<void> {
  for (const stride of strides) {
    world.now += stride;
    landStragglers(world);
    await allWorkOfNow(world);
  }
}

/** Runs a job of the schedule for this shop, in a worker. */
export async function runJob(world: World, name: JobName): Promise<void> {
  const run = () => runJobOfShop(contextOf(world, "two"), name, world.shopId);
  await runTasks(world, [{ worker: "two", name: `runs ${name}`, run }]);
}

/** The clock of our machines jumps ahead, past every lease. */
export function maybeJump(world: World, event: number, before: number): void {
  const dice = world.dice("jump", event);
  if (!dice.often(0.1) || !mayStrike(world, "jumps")) return;
  world.now = Math.max(
    world.now,
    Math.min(before - 1500, world.now + dice.between(1, 300) * MINUTE),
  );
}
