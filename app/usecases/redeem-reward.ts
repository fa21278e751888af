import type { ShopContext, Tx } from "#app/db/context.ts";
import { listMembersOf } from "#app/db/members.ts";
import { listRedemptionsByRequest, type Redemption } from "#app/db/redemptions.ts";
import { requestKey } from "#app/db/request-keys.ts";
import { getShop, scopesOf } from "#app/db/shops.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { RedemptionFact } from "#app/domain/engine/timeline.ts";
import { codeToShow } from "#app/domain/fulfilment.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { programAt } from "#app/domain/program/program.ts";
import {
  decideRedemption,
  grantByHand,
  type Choice,
  type Circumstances,
  type RedemptionRefusal,
  type RedemptionState,
} from "#app/domain/redemption.ts";
import { settleForDecisions, type SettledMembers } from "#app/usecases/settle-for-decision.ts";
import { takeRewards, type GrantedWish, type Taken } from "#app/usecases/take-rewards.ts";
import type { TakeRefusal } from "#app/usecases/take-supplies.ts";

export type RedeemResult =
  | {
      ok: true;
      redemptionId: string;
      /** Chosen by us; what the member sees of it is `shown`. */
      code: string;
      /** What the member can use or keep; null where there is nothing such. */
      shown: string | null;
      state: RedemptionState;
    }
  | RedeemRefusal;

export type RedeemRefusal =
  | { ok: false; reason: "no-program" | "reward-unknown" | "member-gone" | "request-reused" }
  | RedemptionRefusal
  | TakeRefusal;

export type RedeemReward = Choice & {
  memberId: string;
  customerId: string;
  rewardId: string;
  requestId: string;
};

/** As `redeemRewards`, of one member. */
export async function redeemReward(ctx: ShopContext, wish: RedeemReward): Promise<RedeemResult> {
  const [result] = await redeemRewards(ctx, [wish]);
  invariant(result !== undefined, "a wish is answered");
  return result;
}

/**
 * Spends points on rewards, or claims those that are free by a perk, for one wish of each of some
 * members: settles the members, decides, sets the points aside and chooses the codes, in one
 * transaction and some statements, however many they are. What needs Shopify is made when the drain
 * has come to it. Repeating a requestId changes nothing; asking for something else by it is
 * refused. Answers in the order of the wishes. Throws for two wishes of one member, and then does
 * nothing.
 */
export async function redeemRewards(
  ctx: ShopContext,
  wishes: RedeemReward[],
): Promise<RedeemResult[]> {
  const members = new Set(wishes.map(({ memberId }) => memberId));
  invariant(members.size === wishes.length, "the second decision would not know of the first");
  return ctx.inTransaction(async (tx) => {
    const known = await lookUp(tx, ctx, wishes);
    const judged = wishes.map((wish) => judge(wish, known));
    return takeAll(tx, ctx, { judged, known });
  });
}

/**
 * Issues a reward to a member by hand: nothing is spent, and the reason is kept. Repeating a
 * requestId changes nothing.
 */
export async function issueReward(
  ctx: ShopContext,
  input: { memberId: string; rewardId: string; note: string; requestId: string },
): Promise<RedeemResult> {
  return ctx.inTransaction(async (tx): Promise<RedeemResult> => {
    const known = await lookUp(tx, ctx, [input]);
    const judged = await judgeByHand(tx, ctx, { ...input, known });
    const [result] = await takeAll(tx, ctx, { judged: [judged], known });
    invariant(result !== undefined, "a wish is answered");
    return result;
  });
}

type Known = {
  settled: SettledMembers;
  /** Which members the customers are who ask: of one who has been erased, none. */
  owners: Map<string, string>;
  /** What requests have made before, by their keys. */
  earlier: Map<string, Redemption>;
  /** What the merchant has let us do. */
  scopes: string[];
};

/**
 * The members, settled and locked; and what the requests made before. All is asked at once and
 * answered in this order, so whatever follows the locks sees what was done before.
 */
async function lookUp(
  tx: Tx,
  ctx: ShopContext,
  requests: { memberId: string; requestId: string; customerId?: string }[],
): Promise<Known> {
  const memberIds = requests.map(({ memberId }) => memberId);
  const customerIds = requests.flatMap(({ customerId }) => customerId ?? []);
  const [settled, owners, earlier, shop] = await Promise.all([
    settleForDecisions(tx, ctx, memberIds),
    listMembersOf(tx, ctx.shopId, customerIds),
    listRedemptionsByRequest(tx, ctx.shopId, requests),
    getShop(tx, ctx.shopId),
  ]);
  return { settled, owners, earlier, scopes: scopesOf(shop) };
}

/** What a wish comes to by the member alone: an answer, or something granted. */
type Judged = RedeemResult | GrantedWish;

function judge(
  { memberId, customerId, rewardId, requestId, ...choice }: RedeemReward,
  { settled, owners, earlier }: Known,
): Judged {
  const state = settled.states.get(memberId);
  if (!state || owners.get(customerId) !== memberId) return { ok: false, reason: "member-gone" };
  const key = requestKey(memberId, requestId);
  const before = earlier.get(key);
  if (before) return repeated(before, { rewardId, choice });
  const offer = findOffer(state, { rewardId, at: settled.asOf });
  if (!("reward" in offer)) return offer;
  const { reward, now } = offer;
  const granted = decideRedemption(state, { reward, choice }, now);
  if (!granted.ok) return granted;
  const requested = { requestId: key, at: now.at };
  return { granted, memberId, customerId, ...requested, reward, note: null };
}

async function judgeByHand(
  tx: Tx,
  ctx: ShopContext,
  wish: { memberId: string; rewardId: string; note: string; requestId: string; known: Known },
): Promise<Judged> {
  const { memberId, rewardId, note, known } = wish;
  const state = known.settled.states.get(memberId);
  if (!state) return { ok: false, reason: "member-gone" };
  const requestId = requestKey(memberId, wish.requestId);
  const before = known.earlier.get(requestId);
  if (before) return repeated(before, { rewardId, choice: "hand" });

  const customerId = await findCustomerOfMember(tx, ctx.shopId, memberId);
  if (customerId === null || isClosed(state)) return { ok: false, reason: "member-gone" };
  const offer = findOffer(state, { rewardId, at: known.settled.asOf });
  if (!("reward" in offer)) return offer;
  const { reward, now } = offer;
  const granted = grantByHand(state, reward, now);
  return { granted, memberId, customerId, requestId, at: now.at, reward, note };
}

/** Takes what was granted, and settles those who spend by it; answers all. */
async function takeAll(
  tx: Tx,
  ctx: ShopContext,
  { judged, known }: { judged: Judged[]; known: Known },
): Promise<RedeemResult[]> {
  const wishes = judged.filter((one) => "granted" in one);
  const taken = await takeRewards(tx, ctx, { wishes, scopes: known.scopes });
  const news = new Map<string, { redemptions: RedemptionFact[] }>();
  for (const [{ memberId }, one] of taken) {
    if (one.ok && one.fact.free !== "hand") news.set(memberId, { redemptions: [one.fact] });
  }
  if (news.size > 0) await known.settled.settleWith(news);
  return judged.map((one) => ("granted" in one ? answerOf(taken.get(one)) : one));
}

function answerOf(taken: Taken | TakeRefusal | undefined): RedeemResult {
  invariant(taken !== undefined, "a wish is answered");
  return taken.ok ? success(taken.redemption) : taken;
}

/** The reward as the program in force has it at a moment. */
function findOffer(
  { programs }: State,
  { rewardId, at }: { rewardId: string; at: Instant },
): { reward: Reward; now: Circumstances } | RedeemRefusal {
  const program = programAt(programs, at);
  if (!program) return { ok: false, reason: "no-program" };
  const reward = program.document.rewards.find(({ id }) => id === rewardId);
  return reward ? { reward, now: { program, at } } : { ok: false, reason: "reward-unknown" };
}

function isClosed({ traits }: State): boolean {
  return traits.closedAt !== null;
}

/** Of several who are one member after a merge, one who still exists in Shopify. */
async function findCustomerOfMember(tx: Tx, shopId: bigint, memberId: string) {
  const alias = await tx.alias.findFirst({
    where: { shopId, memberId, goneAt: null },
    orderBy: { since: "desc" },
    select: { customerId: true },
  });
  return alias?.customerId ?? null;
}

function repeated(
  earlier: Redemption,
  { rewardId, choice }: { rewardId: string; choice: Choice | "hand" },
): RedeemResult {
  const free = choice === "hand" ? "hand" : choice.free === true ? "perk" : null;
  const steps = choice === "hand" ? earlier.steps : (choice.steps ?? 1);
  const same =
    earlier.reward.id === rewardId &&
    earlier.free === free &&
    (free !== null || earlier.steps === steps);
  return same ? success(earlier) : { ok: false, reason: "request-reused" };
}

function success(
  redemption: Pick<Redemption, "id" | "code" | "state" | "reward" | "voucher">,
): RedeemResult {
  const { id, code, state } = redemption;
  return { ok: true, redemptionId: id, code, shown: codeToShow(redemption), state };
}
