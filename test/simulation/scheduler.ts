import { createHash } from "node:crypto";

/** A process of ours that dies, as far as the code running in it can tell. */
export class Crash extends Error {
  constructor() {
    super("the process died");
    this.name = "Crash";
  }
}

/** Something that runs in one process: nothing else does there at the same time. */
export type Task = {
  worker: string;
  name: string;
  crashAt: number | null;
  run(): Promise<unknown>;
};

export type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/** What a process does to the world outside of it: a statement, or a call to Shopify. */
export type Step = {
  worker: string;
  text: string;
  /** Does it. */
  send(): Promise<unknown>;
  /** Undoes what is open, as the server does when a connection breaks. */
  abandon(): Promise<void>;
  /** The server's process, for a statement. */
  pid: number | null;
};

/** Lets tasks run side by side with one step in flight, in an order that the dice decide. */
export type Scheduler = {
  run(tasks: Task[], choose: (most: number) => number): Promise<Outcome[]>;
  /** Called for every step of every process; those outside of any task pass at once. */
  pass(step: Step): Promise<unknown>;
  /** Everything that was done so far, in order, as a hash; begins anew. */
  takeTrace(): { hash: string; steps: number };
  counts(): { crashes: number; waits: number; steps: number };
};

type State = "running" | "waiting" | "sending" | "blocked" | "done";
type Run = Task & {
  state: State;
  steps: number;
  dead: boolean;
  go: () => void;
  pid: number | null;
  /** While it waits for a lock: the server's processes that hold it, or come before it. */
  heldBy: number[];
};
type Blockers = (pid: number) => Promise<number[]>;

/** The tasks under way, and a bell that rings whenever one of them changes its state. */
type Turns = {
  runs: Map<string, Run>;
  /** Which of our processes talks to which of the server's. */
  workers: Map<number, string>;
  blockers: Blockers;
  waits: number;
  ring: () => void;
};

/** A step that has not ended by then may be waiting for a lock; only the server knows. */
const PATIENCE_MS = 4;

export function createScheduler(blockers: Blockers): Scheduler {
  const idle = { waits: 0, ring: () => undefined };
  const turns: Turns = { runs: new Map(), workers: new Map(), blockers, ...idle };
  const counts = { crashes: 0, steps: 0 };
  // In the order in which steps began: who waited for a lock may end at the same time as its owner.
  let trace: { text: string; end: string }[] = [];
  const note = ({ worker, text }: Step) => {
    const entry = { text: `${worker}|${text}`, end: "" };
    trace.push(entry);
    counts.steps += 1;
    return entry;
  };
  const die = async (run: Run, step: Step) => {
    run.dead = true;
    counts.crashes += 1;
    await step.abandon();
    throw new Crash();
  };
  const pass = async (step: Step): Promise<unknown> => {
    const run = turns.runs.get(step.worker);
    if (!run || run.state === "done") return step.send();
    if (run.dead) {
      if (/^rollback/i.test(step.text)) return step.send();
      throw new Crash();
    }
    await turnOf(turns, run);
    const point = run.steps;
    run.steps += 2;
    const entry = note(step);
    if (run.crashAt === point) return die(run, step);
    run.pid = step.pid;
    if (step.pid !== null) turns.workers.set(step.pid, step.worker);
    set(turns, run, "sending");
    try {
      const result = await step.send();
      entry.end = endOf(result);
      set(turns, run, "running");
      if (run.crashAt === point + 1) return await die(run, step);
      return result;
    } catch (error) {
      entry.end = error instanceof Error ? error.name : "failed";
      set(turns, run, "running");
      throw error;
    }
  };
  return {
    counts: () => ({ ...counts, waits: turns.waits }),
    pass,
    takeTrace: () => {
      const hash = createHash("sha256");
      for (const { text, end } of trace) hash.update(`${text}|${end}\n`);
      const taken = { hash: hash.digest("hex").slice(0, 16), steps: trace.length };
      trace = [];
      return taken;
    },
    run: (tasks, choose) => runAll(turns, tasks, choose),
  };
}

async function runAll(
  turns: Turns,
  tasks: Task[],
  choose: (most: number) => number,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  tasks.forEach((task, index) => start(turns, task, (outcome) => (outcomes[index] = outcome)));
  const among = (state: State) => [...turns.runs.values()].filter((run) => run.state === state);
  for (;;) {
    await quiet(turns);
    const waiting = mayGo(turns);
    const next = waiting[waiting.length > 1 ? choose(waiting.length - 1) : 0];
    if (next) {
      next.go();
      next.state = "running";
      await quiet(turns);
    } else if (among("done").length === turns.runs.size) {
      turns.runs.clear();
      return outcomes;
    } else {
      // All wait for locks: the server notices, and lets one of them fail.
      await Promise.race([change(turns), later(PATIENCE_MS)]);
    }
    await wake(turns);
  }
}

/**
 * Who may take a turn. While somebody waits for a lock, only who holds it: two who wait for the
 * same row are woken together once it is changed, and the server promises no order among them.
 */
function mayGo({ runs, workers }: Turns): Run[] {
  const all = [...runs.values()];
  const waiting = all.filter(({ state }) => state === "waiting");
  const heldBy = all.flatMap((run) => (run.state === "blocked" ? run.heldBy : []));
  const holders = new Set(heldBy.map((pid) => workers.get(pid)));
  const mayRelease = all.some(({ worker, state }) => holders.has(worker) && state !== "done");
  return mayRelease ? waiting.filter(({ worker }) => holders.has(worker)) : waiting;
}

function start(turns: Turns, task: Task, end: (outcome: Outcome) => void): void {
  const idle = { state: "running" as const, steps: 0, dead: false, pid: null, heldBy: [] };
  const run: Run = { ...task, ...idle, go: () => undefined };
  turns.runs.set(task.worker, run);
  const finish = (outcome: Outcome) => {
    end(run.dead ? { ok: false, error: new Crash() } : outcome);
    set(turns, run, "done");
  };
  task.run().then(
    (value) => finish({ ok: true, value }),
    (error: unknown) => finish({ ok: false, error }),
  );
}

function turnOf(turns: Turns, run: Run): Promise<void> {
  return new Promise((resolve) => {
    run.go = resolve;
    set(turns, run, "waiting");
  });
}

function set(turns: Turns, run: Run, state: State): void {
  run.state = state;
  turns.ring();
}

function change(turns: Turns): Promise<void> {
  return new Promise((resolve) => (turns.ring = resolve));
}

/** Resolves when every task waits for its turn, for a lock, or has ended. */
async function quiet(turns: Turns): Promise<void> {
  for (;;) {
    const runs = [...turns.runs.values()];
    const busy = runs.filter(({ state }) => state === "running" || state === "sending");
    if (busy.length === 0) return;
    // Who is alone waits for nobody.
    const mayBlock = runs.length > 1 && busy.every(({ state }) => state === "sending");
    if (!mayBlock) await change(turns);
    else {
      await Promise.race([change(turns), later(PATIENCE_MS)]);
      for (const run of busy) await lookForLock(turns, run);
    }
  }
}

async function lookForLock(turns: Turns, run: Run): Promise<void> {
  if (run.state !== "sending" || run.pid === null) return;
  const heldBy = await turns.blockers(run.pid);
  // It may have ended while we asked.
  if (heldBy.length === 0 || !isSending(run)) return;
  run.state = "blocked";
  run.heldBy = heldBy;
  turns.waits += 1;
}

function isSending({ state }: Run): boolean {
  return state === "sending";
}

/** After a step of one, those who waited for its locks may go on by themselves. */
async function wake(turns: Turns): Promise<void> {
  for (const run of turns.runs.values()) {
    if (run.state !== "blocked" || run.pid === null) continue;
    run.heldBy = await turns.blockers(run.pid);
    if (run.heldBy.length === 0 && isBlockedStill(run)) run.state = "sending";
  }
}

function isBlockedStill({ state }: Run): boolean {
  return state === "blocked";
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function endOf(result: unknown): string {
  const count = typeof result === "object" && result !== null && "rowCount" in result;
  return count ? String(result.rowCount) : "";
}
