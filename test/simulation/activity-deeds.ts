import { decideActivity } from "#app/usecases/decide-activity.ts";
import { recordActivity, type ActivityResult } from "#app/usecases/record-activity.ts";
import { hasLeft } from "#test/simulation/groups.ts";
import type { Happening } from "#test/simulation/history.ts";
import { welcome } from "#test/simulation/insist.ts";
import { press } from "#test/simulation/press.ts";
import { Crash } from "#test/simulation/scheduler.ts";
import { WEB, WORKERS } from "#test/simulation/stage.ts";
import { workBeside } from "#test/simulation/work.ts";
import { programAt } from "#test/simulation/world-facts.ts";
import { ctxOf, runTasks, tell, type Reported, type World } from "#test/simulation/world.ts";

type Of<K extends Happening["kind"]> = Extract<Happening, { kind: K }>;
type Ask = Omit<Reported, "id"> & { worker: string };
type Asking = { asks: Ask[]; beside: boolean };

/**
 * The merchant's site says that a member did something: now or late, once, twice by two processes
 * at the same moment, as one request or as two, of one member or of two, while a worker goes on
 * with what is due.
 */
export async function report(world: World, event: Of<"report">): Promise<void> {
  const { id, activity, earlier, times, same } = event;
  const at = earlier === 0 ? null : world.now - earlier;
  const told = { activity, at: at ?? world.now, late: at !== null, knownAt: world.now };
  const asks = Array.from({ length: times }, (_, index) => ({
    ...{ ...told, who: (index === 0 ? null : event.other) ?? event.who },
    requestId: same ? `v${id}` : `v${id}-${index}`,
    worker: [WEB, ...WORKERS][index] ?? WEB,
  }));
  await ask(world, { asks, beside: world.dice("report", id).often(0.5) });
}

/** Whoever reports did not hear the answer, or has forgotten it: the same once more. */
export async function reportAgain(world: World, { which }: Of<"report-again">): Promise<void> {
  const all = [...world.reports.values()];
  const known = all[which % Math.max(1, all.length)];
  if (known) await ask(world, { asks: [{ ...known, worker: WEB }], beside: false });
}

/** Asks until every request is answered; who cannot be found is looked for again. */
async function ask(world: World, { asks, beside }: Asking): Promise<void> {
  for (let open = asks; open.length > 0;) {
    const known: Ask[] = [];
    const members = new Map<number, string>();
    for (const each of open) {
      const memberId = members.get(each.who) ?? (await welcome(world, each.who));
      if (memberId === null) continue;
      members.set(each.who, memberId);
      known.push(each);
    }
    const tasks = known.map((each) => ({
      worker: each.worker,
      name: `reports ${each.activity} of customer ${each.who} (${each.requestId})`,
      run: () => record(world, each, members.get(each.who) ?? ""),
    }));
    const others = beside ? await workBeside(world, WORKERS[1] ?? "") : [];
    const outcomes = await runTasks(world, [...tasks, ...others]);
    open = known.filter((each, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok) return !isAnswered(world, each, outcome.value as ActivityResult);
      if (outcome?.error instanceof Crash) return true;
      throw outcome?.error;
    });
  }
}

function record(world: World, { activity, at, late, requestId, worker }: Ask, memberId: string) {
  return recordActivity(ctxOf(world, "partner", worker), {
    ...{ memberId, activity, subject: null, requestId },
    ...(late ? { at: new Date(at) } : {}),
  });
}

function isAnswered(world: World, { worker: _, ...report }: Ask, result: ActivityResult): boolean {
  if (!result.ok && result.reason === "member-gone") return false;
  const { requestId, activity, at } = report;
  const known = world.reports.get(requestId);
  const offers = programAt(world, at)?.activities.some(({ id }) => id === activity) ?? false;
  const left = known ? "no" : hasLeft(world, report.who);
  if (!result.ok) tell(world, `  refused: ${result.reason}`);
  if (left === "yes" || (left === "unclear" && !result.ok)) {
    if (result.ok) world.complaints.push(`${requestId} was accepted of who had left`);
  } else if (result.ok !== offers) {
    world.complaints.push(`${requestId} was ${result.ok ? "accepted" : "refused"}`);
  } else if (result.ok && known && known.id !== result.eventId) {
    world.complaints.push(`${requestId} was recorded as ${known.id} and as ${result.eventId}`);
  } else if (result.ok) world.reports.set(requestId, { ...report, id: result.eventId });
  return true;
}

/** Staff looks at what was sent, and may change their mind. */
export async function decide(world: World, deed: Of<"decide">): Promise<void> {
  const { id, which, approved } = deed;
  const all = [...world.reports.values()].filter(({ activity }) => activity === "photo");
  const report = all.at(-1 - (which % Math.max(1, all.length)));
  if (!report) return;
  const wish = { eventId: report.id, approved, note: "", requestId: `d${id}` };
  const done = await press(world, {
    label: wish.requestId,
    name: `${approved ? "approves" : "rejects"} ${report.requestId}`,
    run: (worker) => decideActivity(ctxOf(world, "staff:1", worker), wish),
  });
  if (done.ok) world.decided.push({ id: report.id, at: world.now, approved });
  else tell(world, `  refused: ${done.reason}`);
}
