import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** Work that waits in one lane: how much of it is due, and for how long the oldest has been. */
export type Waiting = { lane: string; due: number; oldestSeconds: number };

/** A kind of check over all shops: the age of the oldest last one, and what the last ones found. */
export type Checked = { kind: string; ageSeconds: number; differences: number };

/** What a process counts, and how Prometheus reads it. docs/operations.md says what each means. */
export type Metrics = {
  noteDelivery(status: number, seconds: number): void;
  noteDrained(lane: string, result: { items: number } | "failed"): void;
  noteShopifyCall(outcome: "answered" | "refused" | "failed"): void;
  /** What one shop still lets us ask of what it lets us ask at most, as it last said. */
  noteShopifyBudget(available: number, maximum: number): void;
  /** The text Prometheus asks for; counts what waits at this moment. */
  read(): Promise<{ type: string; text: string }>;
};

/** What is looked up when Prometheus asks. */
export type Lookups = {
  listWaiting(): Promise<Waiting[]>;
  summarizeChecks(): Promise<Checked[]>;
};

const INTAKE_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const SHARE_BUCKETS = [0.05, 0.1, 0.25, 0.5, 0.75, 1];

/** Counters of one process; `lookups` look into the queues and checks of all shops. */
export function openMetrics(lookups: Lookups): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const [waiting, checks] = [queueGauges(registry), checkGauges(registry)];
  return {
    ...countersOn(registry),
    read: async () => {
      waiting(await lookups.listWaiting());
      checks(await lookups.summarizeChecks());
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

function countersOn(registry: Registry): Omit<Metrics, "read"> {
  const registers = [registry];
  const intake = new Histogram({
    name: "laurel_intake_seconds",
    help: "Time from a webhook's last byte of headers to its answer, by status",
    labelNames: ["status"],
    buckets: INTAKE_BUCKETS,
    registers,
  });
  const counter = (name: string, label: string, help: string) =>
    new Counter({ name, help, labelNames: [label], registers });
  const drained = counter("laurel_drained_total", "lane", "Deliveries and work done, by lane");
  const failures = counter(
    "laurel_drain_failures_total",
    "lane",
    "Rounds of a drain that failed as a whole, by lane",
  );
  const calls = counter(
    "laurel_shopify_calls_total",
    "outcome",
    "Calls of Shopify's Admin API, by outcome",
  );
  const budget = new Histogram({
    name: "laurel_shopify_budget_share",
    help: "After each call, the share of the shop's query budget that was left",
    buckets: SHARE_BUCKETS,
    registers,
  });
  return {
    noteDelivery: (status, seconds) => intake.observe({ status }, seconds),
    noteDrained: (lane, result) => {
      if (result === "failed") failures.inc({ lane });
      else drained.inc({ lane }, result.items);
    },
    noteShopifyCall: (outcome) => calls.inc({ outcome }),
    noteShopifyBudget: (available, maximum) => budget.observe(available / maximum),
  };
}

/** Gauges of what waits; returns what brings them up to date. */
function queueGauges(registry: Registry): (lanes: Waiting[]) => void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ["lane"], registers: [registry] });
  const due = gauge("laurel_due", "Deliveries and work that are due and not taken up, by lane");
  const lag = gauge("laurel_lag_seconds", "How long the oldest of what is due has waited, by lane");
  return (lanes) => {
    due.reset();
    lag.reset();
    for (const { lane, due: count, oldestSeconds } of lanes) {
      due.set({ lane }, count);
      lag.set({ lane }, oldestSeconds);
    }
  };
}

/** Gauges of the checks that run by themselves; returns what brings them up to date. */
function checkGauges(registry: Registry): (checks: Checked[]) => void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ["kind"], registers: [registry] });
  const age = gauge(
    "laurel_check_age_seconds",
    "Age of the last check, of the shop where it is oldest, by kind",
  );
  const found = gauge(
    "laurel_check_differences",
    "What the last checks of all shops found wrong, by kind",
  );
  return (checks) => {
    age.reset();
    found.reset();
    for (const { kind, ageSeconds, differences } of checks) {
      age.set({ kind }, ageSeconds);
      found.set({ kind }, differences);
    }
  };
}
