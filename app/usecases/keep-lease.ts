import type { Clock } from "#app/db/context.ts";
import { LEASE_MS } from "#app/db/work-items.ts";

/** From one moment to another: what is hidden until `from` is to be hidden until `until`. */
export type Extension = { from: Date; until: Date };

const RENEW_MS = 2_000;

/** Until when something that is taken now is hidden at first. */
export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}

/**
 * Does `work` on what was taken until `from`, and has it hidden for longer as long as that goes
 * on. Where that fails somebody else may do the same beside us: all work is safe to do twice.
 */
export async function keepLease<T>(
  { clock, from, extend }: Lease,
  work: () => Promise<T>,
): Promise<T> {
  let hidden = from;
  let last = Promise.resolve();
  const renew = async () => {
    const until = leaseFrom(clock.now());
    await extend({ from: hidden, until });
    hidden = until;
  };
  const timer = setInterval(() => {
    last = last.then(renew).catch(() => undefined);
  }, RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await last;
  }
}
type Lease = { clock: Clock; from: Date; extend: (extension: Extension) => Promise<void> };
