import { openAdmin } from "#test/simulation/deeds.ts";
import { passTime, runJob } from "#test/simulation/work.ts";
import { tell, type World } from "#test/simulation/world.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Everything is told, compared and done; nothing goes wrong any more. */
export async function comeToRest(world: World): Promise<void> {
  world.atPeace = true;
  await openAdmin(world);
  // Leases and waits are over within minutes, the slowest letter within two days.
  await passTime(world, [0, 10 * MINUTE, 2 * DAY, 120 * MINUTE]);
  await runJob(world, "reconcile-orders");
  await passTime(world, [0, 10 * MINUTE]);
  tell(world, "everything is at rest");
}
