import { Crash } from "#test/simulation/scheduler.ts";
import { WEB, WORKERS } from "#test/simulation/stage.ts";
import { workBeside } from "#test/simulation/work.ts";
import { runTasks, type World } from "#test/simulation/world.ts";

type Pressing<T> = {
  /** What the dice are for. */
  label: string;
  name: string;
  run(worker: string): Promise<T>;
};
type Answer = { ok: boolean };

/**
 * Somebody presses a button, at times in two windows at once, at times while a worker goes on with
 * what is due; until every press is answered. Returns what was done, or why nothing was.
 */
export async function press<T extends Answer>(
  world: World,
  { label, name, run }: Pressing<T>,
): Promise<T> {
  const dice = world.dice("press", label);
  const [one = "", two = ""] = WORKERS;
  const beside = dice.often(0.6);
  const answers: T[] = [];
  for (let open = dice.often(0.3) ? [WEB, one] : [WEB]; open.length > 0;) {
    const tasks = open.map((worker) => ({ worker, name, run: () => run(worker) }));
    const others = beside ? await workBeside(world, two) : [];
    const outcomes = await runTasks(world, [...tasks, ...others]);
    open = open.filter((_, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok) answers.push(outcome.value as T);
      else if (!(outcome?.error instanceof Crash)) throw outcome?.error;
      return !outcome.ok;
    });
  }
  const done = answers.filter(({ ok }) => ok);
  const told = new Set(done.map((answer) => JSON.stringify(answer)));
  if (told.size > 1) world.complaints.push(`${name}: done as ${[...told].join(" and as ")}`);
  const [answer] = [...done, ...answers];
  if (!answer) throw new Error(`Nobody has answered: ${name}`);
  return answer;
}
