/**
 * What becomes of the sample's orders: every n-th is paid later, refunded, edited, cancelled, given
 * to somebody.
 */
import type { Action, RefundPlan } from "#dev-shop/sample/action.ts";
import type { Planned } from "#dev-shop/sample/sample-actions.ts";

const HOUR_MS = 3_600_000;

type Fate = (planned: Planned) => { afterHours: number; action: Unplaced }[];
/** An action without its key and time. */
type Unplaced = Action extends infer A ? (A extends Action ? Omit<A, "key" | "at"> : never) : never;

/** Nothing of it happens after the end. */
export function aftermathOf(
  planned: Planned,
  { random, end }: { random: () => number; end: Date },
): Action[] {
  const fate = fates.find(({ every, offset }) => planned.index % every === offset);
  const stretch = 0.5 + random();
  return (fate?.what(planned) ?? []).flatMap(({ afterHours, action }, n) => {
    const at = new Date(planned.at.getTime() + Math.round(afterHours * stretch) * HOUR_MS);
    const key = `${planned.key}:${action.type}:${String(n)}`;
    return at > end ? [] : [{ ...action, key, at }];
  });
}

/**
 * The first that fits. Orders that wait for their payment come first: little else can happen to
 * them.
 */
const fates: { every: number; offset: number; what: Fate }[] = [
  { every: 57, offset: 45, what: ({ key }) => [cancelAfter(key, 20)] },
  {
    every: 19,
    offset: 7,
    what: ({ key }) => [{ afterHours: 30, action: { type: "pay", orderKey: key } }],
  },
  { every: 31, offset: 14, what: ({ key }) => [cancelAfter(key, 5)] },
  {
    every: 22,
    offset: 4,
    what: (planned) => [refundAfter(planned, 90, { lines: everyLine(planned), shipping: "full" })],
  },
  { every: 14, offset: 3, what: (planned) => [refundAfter(planned, 60, { lines: firstLine })] },
  {
    every: 41,
    offset: 16,
    what: (planned) => [
      refundAfter(planned, 40, { lines: firstLine }),
      refundAfter(planned, 120, { amount: 150, note: "Arrived late" }),
    ],
  },
  { every: 37, offset: 20, what: (planned) => [refundAfter(planned, 50, { shipping: "full" })] },
  {
    every: 43,
    offset: 8,
    what: (planned) => [refundAfter(planned, 70, { amount: 200, note: "A chip in the glaze" })],
  },
  {
    every: 29,
    offset: 13,
    what: ({ key }) => [
      { afterHours: 3, action: editOf(key, { add: [{ productKey: "product:5", quantity: 1 }] }) },
      { afterHours: 5, action: { type: "pay", orderKey: key } },
    ],
  },
  {
    every: 53,
    offset: 25,
    what: ({ key }) => [
      { afterHours: 4, action: editOf(key, { setQuantities: [{ line: 0, quantity: 0 }] }) },
    ],
  },
  {
    every: 70,
    offset: 29,
    what: ({ key }) => [
      { afterHours: 26, action: { type: "assign", orderKey: key, customerKey: "customer:1" } },
    ],
  },
];

const firstLine = [{ line: 0, quantity: 1 }];

function everyLine({ order }: Planned) {
  return order.lines.map(({ quantity }, line) => ({ line, quantity }));
}

function cancelAfter(orderKey: string, afterHours: number) {
  return { afterHours, action: { type: "cancel" as const, orderKey, reason: "CUSTOMER" as const } };
}

function refundAfter({ key }: Planned, afterHours: number, refund: RefundPlan) {
  return { afterHours, action: { type: "refund" as const, orderKey: key, refund } };
}

function editOf(orderKey: string, edit: Extract<Action, { type: "edit" }>["edit"]) {
  return { type: "edit" as const, orderKey, edit };
}
