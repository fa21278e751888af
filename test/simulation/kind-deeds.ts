import { drawWinners } from "#app/usecases/draw-winners.ts";
import { issueReward } from "#app/usecases/redeem-reward.ts";
import { fulfillRedemption, undoFulfillment } from "#app/usecases/fulfill-redemption.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { hasLeft } from "#test/simulation/groups.ts";
import type { Happening } from "#test/simulation/history.ts";
import { welcome } from "#test/simulation/insist.ts";
import { press } from "#test/simulation/press.ts";
import { DRAW } from "#test/simulation/program-kinds.ts";
import { Crash } from "#test/simulation/scheduler.ts";
import { WEB, WORKERS } from "#test/simulation/stage.ts";
import { workBeside } from "#test/simulation/work.ts";
import { rewardAsked } from "#test/simulation/world-facts.ts";
import { count, ctxOf, runTasks, tell, type World } from "#test/simulation/world.ts";

type Of<K extends Happening["kind"]> = Extract<Happening, { kind: K }>;
type Answer = { ok: boolean };

/** Staff does a service, finds that it cannot, or that it had not; or two of them at once. */
export async function serve(world: World, { id, which, act }: Of<"serve">): Promise<void> {
  const services = [...world.redeemed.values()].flat().filter(({ requestId }) => {
    return rewardAsked(world, requestId)?.gives === "service";
  });
  const taken = services.at(-1 - (which % Math.max(1, services.length)));
  if (!taken) return;
  const wish = { redemptionId: taken.id };
  const acts = {
    done: (worker: string) => fulfillRedemption(ctxOf(world, "staff:1", worker), wish),
    undo: (worker: string) => undoFulfillment(ctxOf(world, "staff:1", worker), wish),
    refuse: (worker: string) =>
      returnRedemption(ctxOf(world, "staff:2", worker), { ...wish, reason: "not possible" }),
  };
  const twice = world.dice("serve", id).often(0.3);
  const names = act === "both" ? (["done", "refuse"] as const) : [act, ...(twice ? [act] : [])];
  const [one = "", two = ""] = WORKERS;
  let open = names.map((name, index) => ({ name, worker: index === 0 ? WEB : one }));
  while (open.length > 0) {
    const tasks = open.map(({ name, worker }) => {
      return { worker, name: `${name}: ${taken.requestId}`, run: () => acts[name](worker) };
    });
    const outcomes = await runTasks(world, [...tasks, ...(await workBeside(world, two))]);
    open = open.filter(({ name }, index) => {
      const outcome = outcomes[index];
      if (!outcome?.ok && !(outcome?.error instanceof Crash)) throw outcome?.error;
      if (!outcome.ok) return true;
      const { ok } = outcome.value as Answer;
      if (!ok) tell(world, `  ${name} is refused`);
      world.served.push({ id: taken.id, turn: id, at: world.now, act: name, ok });
      return false;
    });
  }
}

/** Staff gives a reward to somebody, whom they find, for nothing. */
export async function issue(world: World, event: Of<"issue">): Promise<void> {
  const { id, who } = event;
  const memberId = await welcome(world, who);
  const requestId = `r${id}-0`;
  const reward = rewardAsked(world, requestId);
  if (memberId === null || !reward) return;
  const wish = { memberId, rewardId: reward.id, note: "by hand", requestId };
  const done = await press(world, {
    label: `i${id}`,
    name: `gives ${reward.id} to customer ${who}`,
    run: async (worker) => {
      const issued = await issueReward(ctxOf(world, "staff:1", worker), wish);
      // Between two presses it may have come to exist.
      return issued.ok ? { ...issued, state: null } : issued;
    },
  });
  count(world, `rewards by hand ${done.ok ? "given" : done.reason}`);
  // Who was merged meanwhile is looked up anew.
  const isMerged = !done.ok && done.reason === "member-gone" && hasLeft(world, who) === "no";
  if (isMerged && !world.redacted.has(who)) return issue(world, event);
  if (!done.ok) return;
  const { redemptionId, code, shown } = done;
  const taken = { id: redemptionId, code, requestId, memberId, who, shown };
  world.redeemed.set(id, [...(world.redeemed.get(id) ?? []), taken]);
}

/** Staff draws, or asks again what was drawn. */
export async function draw(world: World, { id, winners }: Of<"draw">): Promise<void> {
  const wish = { drawId: DRAW, winners };
  const done = await press(world, {
    label: `d${id}`,
    name: `draws ${winners}`,
    run: async (worker) => {
      const drawn = await drawWinners(ctxOf(world, "staff:1", worker), wish);
      if (!drawn.ok) return drawn;
      const { winners, tickets, seed } = drawn;
      return { ok: true as const, winners, tickets, seed };
    },
  });
  world.draws.push({ at: world.now, asked: winners, winners: done.ok ? done.winners : null });
}
