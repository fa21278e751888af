import { OWN_KEYS } from "#bin/simulate/expectations.ts";
import type { Scenario, Step } from "#bin/simulate/scenario.ts";

type Problem = { path: (string | number)[]; message: string };

/** Names that stand for nothing: of customers, orders, redemptions, variants. */
export function findNameProblems(scenario: Scenario): Problem[] {
  const known = { orders: new Set<string>(), redemptions: new Set<string>() };
  return scenario.steps.flatMap((step, index) => {
    note(step, known);
    const problems = [...unknownOrders(step, known), ...unknownPeople(scenario, step)];
    return problems.map(({ path, message }) => ({ path: ["steps", index, ...path], message }));
  });
}

type Known = { orders: Set<string>; redemptions: Set<string> };

function note({ buy, redeem, issue }: Step, known: Known): void {
  if (buy?.order !== undefined) known.orders.add(buy.order);
  for (const name of [redeem?.as, issue?.as]) {
    if (name !== undefined) known.redemptions.add(name);
  }
}

function unknownOrders(step: Step, { orders, redemptions }: Known): Problem[] {
  const named = (
    ["pay", "fulfill", "refund", "settleRefund", "edit", "cancel", "deleteOrder", "claim"] as const
  )
    .flatMap((action) => {
      const order = step[action]?.order;
      return order === undefined ? [] : [{ path: [action, "order"], name: order }];
    })
    .concat(
      Object.keys(step.expect?.orders ?? {}).map((name) => ({
        path: ["expect", "orders", name],
        name,
      })),
    );
  const codes = Object.keys(step.expect?.redemptions ?? {}).map((name) => ({
    path: ["expect", "redemptions", name],
    name,
  }));
  for (const action of ["handBack", "takeBack", "deliver", "undoDelivery"] as const) {
    const name = step[action];
    if (name !== undefined) codes.push({ path: [action], name });
  }
  return [
    ...missing(named, { among: orders, what: "order" }),
    ...missing(codes, { among: redemptions, what: "redemption" }),
  ];
}

function unknownPeople(scenario: Scenario, step: Step): Problem[] {
  const people = new Set(Object.keys(scenario.customers));
  const named: { path: string[]; name: string }[] = [];
  const add = (path: string[], name: string | null | undefined) => {
    if (typeof name === "string") named.push({ path, name });
  };
  add(["buy", "by"], step.buy?.by);
  add(["redeem", "by"], step.redeem?.by);
  add(["issue", "member"], step.issue?.member);
  add(["adjust", "member"], step.adjust?.member);
  add(["claim", "by"], step.claim?.by);
  add(["customer", "name"], step.customer?.name);
  add(["merge", "keep"], step.merge?.keep);
  add(["merge", "gone"], step.merge?.gone);
  add(["activity", "by"], step.activity?.by);
  add(["birthday", "of"], step.birthday?.of);
  add(["invite", "member"], step.invite?.member);
  add(["refer", "friend"], step.refer?.friend);
  add(["refer", "by"], step.refer?.by);
  for (const action of ["forget", "dataRequest", "deleteCustomer", "join", "close"] as const) {
    add([action], step[action]);
  }
  for (const key of Object.keys(step.expect ?? {})) {
    if (!OWN_KEYS.has(key)) add(["expect", key], key);
  }
  return missing(named, { among: people, what: "customer" });
}

function missing(
  named: { path: string[]; name: string }[],
  { among, what }: { among: Set<string>; what: string },
): Problem[] {
  const list = among.size > 0 ? [...among].join(", ") : "none";
  return named
    .filter(({ name }) => !among.has(name))
    .map(({ path, name }) => ({
      path,
      message: `There is no ${what} ${name} by now; there is: ${list}.`,
    }));
}
