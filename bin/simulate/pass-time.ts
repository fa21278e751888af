import { JOBS, runJobOfShop, type JobName } from "#app/jobs/job-list.ts";
import type { WorkKind } from "#app/db/work-items.ts";
import { drainDeliveries } from "#app/usecases/drain-deliveries.ts";
import { drainWork } from "#app/usecases/drain-work.ts";
import { WORK } from "#app/usecases/work-kinds.ts";
import { deliverLate, sendLetters, type World } from "#bin/simulate/world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Work that fails again and again must not keep a scenario for ever. */
const MOST_ROUNDS = 200;

/** Lets time go by until `until`, doing on the way whatever falls due, each at its own moment. */
export async function passTime(world: World, until: Date): Promise<void> {
  const { clock } = world;
  const nights = Math.floor((until.getTime() - clock.now().getTime()) / DAY_MS);
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    const next = await nextDue(world);
    if (next === null || next > until) break;
    if (next > clock.now()) clock.set(next);
    await endCodes(world);
    await doWhatIsDue(world);
  }
  if (until > clock.now()) clock.set(until);
  if (nights > 0) for (const job of NIGHTLY) await runJob(world, job);
  await doWhatIsDue(world);
}

/** Does everything that is due now: deliveries, and every kind of work. */
export async function doWhatIsDue(world: World): Promise<void> {
  const { context, clock } = world;
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    await deliverLate(world);
    await sendLetters(world);
    const { rows } = await context.database.pool.query<{ kind: string }>(
      `select distinct kind from work_item where due_at <= $1
       union all select 'delivery' from delivery where due_at <= $1 limit 100`,
      [clock.now()],
    );
    if (rows.length === 0) return;
    for (const kind of new Set(rows.map((row) => row.kind))) {
      if (kind === "delivery") await drainDeliveries(context);
      else if (isWorkKind(kind)) await drainWork(context, kind);
    }
  }
  throw new Error("There is no end to the work that is due");
}

/** Runs a job of the schedule for this shop, now. */
export function runJob(world: World, name: JobName): Promise<void> {
  return runJobOfShop(world.context, name, world.ctx.shopId);
}

/** Whether the schedule knows a job of that name. */
export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}

/** Jobs that what members have depends on, beside the one that ends codes; run once per jump. */
const NIGHTLY = ["rank-members"].filter(isJobName);

async function nextDue(world: World): Promise<Date | null> {
  const { rows } = await world.context.database.pool.query<{ at: Date | null }>(
    `select least((select min(due_at) from work_item), (select min(due_at) from delivery)) as at`,
  );
  const moments = [rows[0]?.at ?? null, ...world.onTheirWay.map(({ at }) => at)];
  const known = [...moments, await nextEndOfCode(world)].filter((at) => at !== null);
  return known.length === 0 ? null : new Date(Math.min(...known.map((at) => at.getTime())));
}

/** An hour after a code has ended, the schedule has compared orders and ended redemptions. */
async function nextEndOfCode({ ctx, redemptions }: World): Promise<Date | null> {
  if (redemptions.size === 0) return null;
  const next = await ctx.inTransaction((tx) =>
    tx.redemption.findFirst({
      where: { shopId: ctx.shopId, state: "active", endsAt: { not: null } },
      orderBy: { endsAt: "asc" },
      select: { endsAt: true },
    }),
  );
  return next?.endsAt ? new Date(next.endsAt.getTime() + HOUR_MS) : null;
}

async function endCodes(world: World): Promise<void> {
  const next = await nextEndOfCode(world);
  if (next === null || next > world.clock.now()) return;
  await runJob(world, "reconcile-orders");
  await runJob(world, "lapse-redemptions");
}

function isWorkKind(kind: string): kind is WorkKind {
  return Object.hasOwn(WORK, kind);
}
