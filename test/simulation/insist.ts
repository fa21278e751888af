import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { gid } from "#dev-shop/model.ts";
import { Crash } from "#test/simulation/scheduler.ts";
import { WEB } from "#test/simulation/stage.ts";
import { ctxOf, runTasks, type World } from "#test/simulation/world.ts";

/** Somebody presses a button; when the answer does not come, they press it again. */
export async function insist<T>(world: World, name: string, run: () => Promise<T>): Promise<T> {
  for (;;) {
    const [outcome] = await runTasks(world, [{ worker: WEB, name, run }]);
    if (outcome?.ok) return outcome.value as T;
    if (!(outcome?.error instanceof Crash)) throw outcome?.error;
  }
}

/** A customer signs in: the member they are, who has joined if they had not; null if forgotten. */
export async function welcome(world: World, who: number): Promise<string | null> {
  const customerId = gid("Customer", world.customerIds[who] ?? 0);
  const memberId = await insist(world, "welcomes", () =>
    welcomeCustomer(ctxOf(world, "customer"), customerId),
  );
  if (memberId !== null) world.welcomes.push({ who, at: world.now });
  return memberId;
}
