import { timestamp } from "#dev-shop/clock.ts";
import { formatDecimal, parseMinor } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { Asked } from "#test/simulation/shop-graphql.ts";
import { numberOf } from "#test/simulation/shop-parts.ts";

/** Gift cards and store credit of a shop; money is in minor units. */
export type Gifts = { cards: Map<string, SimCard>; credits: SimCredit[] };

export type SimCard = {
  id: string;
  code: string;
  note: string;
  customerId: number;
  worth: number;
  balance: number;
  /** The last day on which it can be spent. */
  lastDay: string | null;
  madeAt: number;
  enabled: boolean;
};

/** Nothing but these marks a credit: who asked for it Shopify does not know. */
export type SimCredit = {
  id: string;
  customerId: number;
  amount: number;
  until: number | null;
  madeAt: number;
};

export function noGifts(): Gifts {
  return { cards: new Map(), credits: [] };
}

/** Shopify does not merge customers who hold any. */
export function holdsGifts({ cards, credits }: Gifts, customerId: number): boolean {
  return [...cards.values(), ...credits].some((gift) => gift.customerId === customerId);
}

/** A customer who has a gift card pays the smallest coin with it; false if they have none. */
export function spendFromCard({ cards }: Gifts, customerId: number): boolean {
  const own = [...cards.values()].find(
    (card) => card.customerId === customerId && card.enabled && card.balance > 0,
  );
  if (own) own.balance -= 1;
  return own !== undefined;
}

/** Answers to documents about gifts, by the name of their operation. */
export const GIFT_ANSWERS: Record<string, (asked: Asked) => unknown> = {
  AddStoreCredit: (asked) => ({ storeCreditAccountCredit: addCredit(asked) }),
  StoreCredits: listCredits,
  CreateGiftCard: (asked) => ({ giftCardCreate: createCard(asked) }),
  FindGiftCards: findCards,
  DeactivateGiftCard: deactivateCard,
};

const MOST_READ = 100;
/** The search runs behind, by as much as a minute. */
const UNSEEN_MS = [0, 0, 0, 20_000, 60_000];

type Money = { amount: string; currencyCode: string };

/** Adds as often as it is asked. */
function addCredit({ shop, at, variables }: Asked) {
  const { creditAmount, expiresAt } = variables["credit"] as {
    creditAmount: Money;
    expiresAt: string | null;
  };
  const refuse = (code: string) => {
    return { storeCreditAccountTransaction: null, userErrors: [userError(code)] };
  };
  const customerId = numberOf(variables["id"]);
  if (!shop.customers.has(customerId)) return refuse("OWNER_NOT_FOUND");
  const amount = minorOf(creditAmount);
  if (amount <= 0) return refuse("NEGATIVE_OR_ZERO_AMOUNT");
  const until = expiresAt === null ? null : Date.parse(expiresAt);
  if (until !== null && until <= at) return refuse("EXPIRES_AT_IN_PAST");
  const id = gid("StoreCreditAccountCreditTransaction", shop.ids.next("transaction"));
  shop.gifts.credits.push({ id, customerId, amount, until, madeAt: at });
  return { storeCreditAccountTransaction: { id }, userErrors: [] };
}

/** The newest first, and no more than one page. */
function listCredits({ shop, variables }: Asked) {
  const customerId = numberOf(variables["id"]);
  if (!shop.customers.has(customerId)) return { customer: null };
  const own = shop.gifts.credits.filter((credit) => credit.customerId === customerId).reverse();
  const transactions = own.slice(0, MOST_READ).map(({ id, amount, until, madeAt }) => ({
    id,
    createdAt: timestamp(new Date(madeAt)),
    expiresAt: until === null ? null : timestamp(new Date(until)),
    amount: { amount: formatDecimal(amount, shop.settings.currency) },
  }));
  const nodes = own.length === 0 ? [] : [{ transactions: { nodes: transactions } }];
  return { customer: { storeCreditAccounts: { nodes } } };
}

type CardInput = {
  initialAmount: Money;
  code: string;
  customerId: string | null;
  expiresOn: string | null;
  note: string;
};

function createCard({ shop, at, variables }: Asked) {
  const { initialAmount, code, customerId, expiresOn, note } = variables["card"] as CardInput;
  const refuse = (problem: string) => ({ giftCard: null, userErrors: [userError(problem)] });
  const key = code.toLowerCase();
  if (!/^[a-z0-9]{8,20}$/.test(key)) return refuse("INVALID");
  const owner = customerId === null ? 0 : numberOf(customerId);
  if (customerId !== null && !shop.customers.has(owner)) return refuse("CUSTOMER_NOT_FOUND");
  if (shop.gifts.cards.has(key)) return refuse("TAKEN");
  const worth = minorOf(initialAmount);
  if (worth <= 0) return refuse("GREATER_THAN");
  const id = gid("GiftCard", shop.ids.next("other"));
  const card = { id, code: key, note, customerId: owner, worth, balance: worth };
  shop.gifts.cards.set(key, { ...card, lastDay: expiresOn, madeAt: at, enabled: true });
  return { giftCard: { id }, userErrors: [] };
}

function findCards({ shop, at, variables }: Asked) {
  const card = shop.gifts.cards.get(String(variables["query"]).toLowerCase());
  const unseenMs = UNSEEN_MS[numberOf(card?.id) % UNSEEN_MS.length] ?? 0;
  if (!card || at < card.madeAt + unseenMs) return { giftCards: { nodes: [] } };
  const money = (amount: number) => ({ amount: formatDecimal(amount, shop.settings.currency) });
  const { id, note, balance, worth } = card;
  const node = { id, note, balance: money(balance), initialValue: money(worth) };
  return { giftCards: { nodes: [node] } };
}

function deactivateCard({ shop, at, variables }: Asked) {
  const card = [...shop.gifts.cards.values()].find(({ id }) => id === variables["id"]);
  if (!card) {
    const userErrors = [userError("GIFT_CARD_NOT_FOUND")];
    return { giftCardDeactivate: { giftCard: null, userErrors } };
  }
  card.enabled = false;
  const giftCard = { id: card.id, deactivatedAt: timestamp(new Date(at)) };
  return { giftCardDeactivate: { giftCard, userErrors: [] } };
}

function userError(code: string) {
  return { code, field: ["input"], message: "no" };
}

function minorOf({ amount, currencyCode }: Money): number {
  return parseMinor(amount, currencyCode) ?? 0;
}
