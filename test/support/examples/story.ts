import type { Decision } from "#app/domain/engine/decide.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import { noFacts, type MemberFacts } from "#app/domain/engine/timeline.ts";
import { prepareProgram, type ProgramVersion } from "#app/domain/program/program.ts";
import { decideRedemption } from "#app/domain/redemption.ts";
import { orderFrom, addEdit, addRefund } from "#test/support/examples/orders.ts";
import type { Step } from "#test/support/examples/steps.ts";
import { on } from "#test/support/facts.ts";
import { grantWishes, type Budgets } from "#test/support/year/budgets.ts";

export type Story = { program: ProgramVersion; facts: MemberFacts; budgets: Budgets };

/** A story in which nothing has happened yet. */
export function aStory(program: ProgramVersion, taken: Record<string, number> = {}): Story {
  const used = Object.entries(taken).map(([id, points]) => [id, BigInt(points)] as const);
  return { program, facts: noFacts(), budgets: new Map(used) };
}

/** Lets one thing happen. Returns what contradicts the step's own words, or null. */
export function happen(story: Story, step: Step, index: number): string | null {
  const { facts } = story;
  const at = on(step.at);
  if ("order" in step) facts.orders.push(orderFrom(step, story.program.currency));
  else if ("refund" in step)
    addRefund(facts, step, { id: `refund-${index}`, currency: story.program.currency });
  else if ("edit" in step)
    addEdit(facts, step, { id: `edit-${index}`, currency: story.program.currency });
  else if ("cancel" in step) changeOrder(facts, step.cancel, { cancelledAt: at });
  else if ("redeem" in step) return redeem(story, step, index);
  else if ("used" in step) endRedemption(facts, step.used, { at, outcome: "used" });
  else if ("returned" in step) endRedemption(facts, step.returned, { at, outcome: "returned" });
  else if ("lapsed" in step) endRedemption(facts, step.lapsed, { at, outcome: "kept" });
  else if ("adjust" in step) {
    facts.adjustments.push({ id: `a${index}`, at, points: BigInt(step.adjust), undoes: null });
  } else facts.events.push({ id: eventIdOf(step, index), at, ...eventOf(step) });
  return null;
}

/** What the engine says at a moment, budgets having given what they had. */
export function stateAt(story: Story, at: string): Decision {
  const { facts, program, budgets } = story;
  return grantWishes({ programs: [program], facts, asOf: on(at) }, budgets);
}

type MemberStep = Exclude<
  Step,
  | { order: string }
  | { refund: string }
  | { edit: string }
  | { cancel: string }
  | { redeem: string }
  | { used: string }
  | { returned: string }
  | { lapsed: string }
  | { adjust: number }
>;

type Said = MemberEvent extends infer E
  ? E extends MemberEvent
    ? Omit<E, "id" | "at">
    : E
  : never;

function eventOf(step: MemberStep): Said {
  if ("joined" in step) return { kind: "joined" };
  if ("closed" in step) return { kind: "closed" };
  if ("activity" in step) {
    return { kind: "activity", activity: step.activity, subject: step.subject ?? null };
  }
  if ("decided" in step) {
    return { kind: "activity-decided", eventId: step.decided, approved: step.approved };
  }
  if ("birthday" in step) {
    const [month = 1, day = 1] = step.birthday.split("-").map(Number);
    return { kind: "birthday", month, day };
  }
  if ("tagged" in step) return { kind: "tags", added: step.tagged, removed: step.untagged };
  if ("segments" in step) return { kind: "segments", segments: step.segments };
  if ("invited" in step) {
    const until = step.until === null ? null : on(step.until);
    return { kind: "tier-floor", tierId: step.invited, until };
  }
  if ("ranked" in step) return { kind: "ranked", percent: step.ranked };
  if ("referredBy" in step) {
    return { kind: "referred", inviterId: step.referredBy, refused: step.refused };
  }
  return { kind: "referral", friendId: step.friend, outcome: step.outcome };
}

function eventIdOf(step: MemberStep, index: number): string {
  return "activity" in step && step.id !== undefined ? step.id : `e${index}`;
}

function changeOrder(facts: MemberFacts, name: string, change: { cancelledAt: number }): void {
  facts.orders = facts.orders.map((order) =>
    order.facts.orderId === name ? { ...order, facts: { ...order.facts, ...change } } : order,
  );
}

function endRedemption(
  facts: MemberFacts,
  id: string,
  ended: NonNullable<MemberFacts["redemptions"][number]["ended"]>,
): void {
  facts.redemptions = facts.redemptions.map((known) =>
    known.id === id ? { ...known, ended } : known,
  );
}

function redeem(story: Story, step: Extract<Step, { redeem: string }>, index: number) {
  const at = on(step.at);
  const reward = story.program.document.rewards.find(({ id }) => id === step.redeem);
  if (!reward) return `no reward ${step.redeem}`;
  const { state } = stateAt(story, step.at);
  const choice = { ...(step.steps && { steps: step.steps }), ...(step.free && { free: true }) };
  const now = { program: prepareProgram(story.program), at };
  const decision = decideRedemption(state, { reward, choice }, now);
  const found = decision.ok ? null : decision.reason;
  if (found !== (step.refused ?? null)) return `${step.redeem}: ${found ?? "not refused"}`;
  if (!decision.ok) return null;
  const { costPoints, free, takes, amount, minimumOrder } = decision;
  const id = step.id ?? `r${index}`;
  const fact = { id, reservedAt: at, rewardId: reward.id, costPoints, free, takes };
  story.facts.redemptions.push({ ...fact, ended: null, returnedAt: null });
  const said = {
    costs: step.costs ?? Number(costPoints),
    worth: step.worth ?? amount,
    from: step.from ?? minimumOrder,
  };
  const is = { costs: Number(costPoints), worth: amount, from: minimumOrder };
  return JSON.stringify(said) === JSON.stringify(is) ? null : `${id}: ${JSON.stringify(is)}`;
}
