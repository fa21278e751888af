type Report = { metrics: { id: string; name: string; value: number }[] };
type Callback = (report: Report) => void | Promise<void>;

/** Layout shifts and interaction times are not in TypeScript's list of performance entries. */
type Entry = PerformanceEntry & { value?: number; hadRecentInput?: boolean };

let callback: Callback | null = null;
const values = new Map<string, number>();

/**
 * Measures as the page goes and reports when it is left: coarse, for seeing that reporting
 * works.
 */
export function startWebVitals(): void {
  observe("largest-contentful-paint", (entry) => values.set("LCP", entry.startTime));
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") values.set("FCP", entry.startTime);
  });
  observe("layout-shift", (entry) => {
    if (!entry.hadRecentInput) values.set("CLS", (values.get("CLS") ?? 0) + (entry.value ?? 0));
  });
  observe("event", (entry) => values.set("INP", Math.max(values.get("INP") ?? 0, entry.duration)));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") report();
  });
  window.addEventListener("pagehide", report);
}

export function onReport(next: Callback | null): Promise<void> {
  callback = next;
  return Promise.resolve();
}

function observe(type: string, seen: (entry: Entry) => void): void {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(seen));
  observer.observe({ type, buffered: true });
}

function report(): void {
  if (!callback || values.size === 0) return;
  const metrics = [...values].map(([name, value]) => ({
    id: `${name}-${name.length}`,
    name,
    value,
  }));
  void callback({ metrics });
  values.clear();
}
