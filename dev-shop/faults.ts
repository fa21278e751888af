/** What goes wrong on demand. The signature; the Admin API asks before and after each operation. */
export type Fault = "error-before" | "error-after" | "timeout" | "throttled" | "token-revoked";

export type Faults = {
  /** The next `times` (1 unless told) matching operations fail; no name: any operation. */
  inject: (fault: Fault, options?: { operation?: string; times?: number }) => void;
  /** Takes the next fault for an operation, or null. */
  take: (operation: string) => Fault | null;
  clear: () => void;
};

export function createFaults(): Faults {
  const planned: { fault: Fault; operation: string | null; left: number }[] = [];
  return {
    inject: (fault, { operation, times = 1 } = {}) => {
      planned.push({ fault, operation: operation ?? null, left: times });
    },
    take: (operation) => {
      const found = planned.find(
        (plan) => plan.left > 0 && (plan.operation === null || plan.operation === operation),
      );
      if (!found) return null;
      found.left -= 1;
      return found.fault;
    },
    clear: () => {
      planned.length = 0;
    },
  };
}
