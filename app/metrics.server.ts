import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** Work that waits in one lane: how much of it is due, and for how long the oldest has been. */
export type Waiting = { lane: string; due: number; oldestSeconds: number };

/** What a process counts, and how Prometheus reads it. docs/operations.md says what each means. */
export type Metrics = {
  noteDelivery(status: number, seconds: number): void;
  noteDrained(lane: string, result: { items: number } | "failed"): void;
  noteShopifyCall(outcome: "answered" | "refused" | "failed"): void;
  /** The text Prometheus asks for; counts what waits at this moment. */
  read(): Promise<{ type: string; text: string }>;
};

const INTAKE_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Counters of one process; `listWaiting` looks into the queues of all shops. */
export function openMetrics(listWaiting: () => Promise<Waiting[]>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
  const showWaiting = queueGauges(registry);
  return {
    noteDelivery: (status, seconds) => intake.observe({ status }, seconds),
    noteDrained: (lane, result) => {
      if (result === "failed") failures.inc({ lane });
      else drained.inc({ lane }, result.items);
    },
    noteShopifyCall: (outcome) => calls.inc({ outcome }),
    read: async () => {
      showWaiting(await listWaiting());
      return { type: registry.contentType, text: await registry.metrics() };
    },
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
