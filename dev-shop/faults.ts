/** What goes wrong on demand: planned here, carried out by the Admin API and the token endpoint. */

export type FaultKind =
  /** Refused with INTERNAL_SERVER_ERROR; nothing is done. */
  | "error-before"
  /** 503 with nothing done. */
  | "server-error"
  /** Done, and then 502. */
  | "error-after"
  /** Done, and then the connection breaks. */
  | "lost-answer"
  /** Nothing is done, and no answer comes until the caller gives up. */
  | "timeout"
  /** Done, and no answer comes until the caller gives up. */
  | "timeout-after"
  /** HTTP 200 with the error THROTTLED, as by query cost. */
  | "throttled"
  /** HTTP 429 with `Retry-After: 2.0`. */
  | "too-many-requests"
  /** The access token used is revoked for good, and refused with 401. */
  | "token-revoked";

export const faultKinds: readonly FaultKind[] = [
  "error-before",
  "server-error",
  "error-after",
  "lost-answer",
  "timeout",
  "timeout-after",
  "throttled",
  "too-many-requests",
  "token-revoked",
];

export type PlannedFault = {
  kind: FaultKind;
  /** The operation's name, one of its top fields, or `oauth/access_token`; left out: any. */
  operation?: string | undefined;
  /** How many matching operations fail; 1 unless told. */
  times?: number | undefined;
};

export type Faults = {
  next: (fault: PlannedFault) => void;
  /** Takes the first planned fault that matches one of the names. */
  take: (names: string[]) => FaultKind | null;
  clear: () => void;
  /** What is still to come. */
  list: () => Required<PlannedFault>[];
};

export function createFaults(): Faults {
  let planned: { kind: FaultKind; operation: string | undefined; times: number }[] = [];
  return {
    next: ({ kind, operation, times = 1 }) => {
      planned.push({ kind, operation, times });
    },
    take: (names) => {
      const found = planned.find(
        ({ operation }) => operation === undefined || names.includes(operation),
      );
      if (!found) return null;
      found.times -= 1;
      planned = planned.filter(({ times }) => times > 0);
      return found.kind;
    },
    clear: () => {
      planned = [];
    },
    list: () => planned.map((fault) => ({ ...fault })),
  };
}
