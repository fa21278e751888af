/** Gift cards: made with a code of the caller's choosing, found by it, and taken out of use. */
import { createHash } from "node:crypto";
import { timestamp } from "#dev-shop/clock.ts";
import { parseMinor } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { GiftCard } from "#dev-shop/gift-model.ts";
import { isKeyTaken } from "#dev-shop/store/access.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";
import { requireScope } from "#dev-shop/graphql/access.ts";
import { arrayConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";
import { moneyV2 } from "#dev-shop/graphql/money-values.ts";

type Money = { amount: string | number; currencyCode: string };
type CardInput = {
  initialAmount?: Money | null;
  code?: string | null;
  customerId?: string | null;
  expiresOn?: string | null;
  note?: string | null;
};

export const giftCards: Resolvers = {
  QueryRoot: {
    giftCard: (_: unknown, { id }: { id: string }, { load }) =>
      load("gift_card", idArgument(id, "GiftCard")),
    giftCards: async (_: unknown, args: PageArgs & { query?: string | null }, { devShop }) => {
      if (!args.query) throw refusal("NOT_IMPLEMENTED", "dev shop: gift cards are found by code");
      const card = await devShop.store.findByKey("gift_card", hashOf(args.query.trim()));
      return arrayConnection(card ? [card] : [], args);
    },
  },
  Mutation: {
    giftCardCreate: (_: unknown, { input }: { input: CardInput }, context) =>
      createCard(context, input),
    giftCardDeactivate: (_: unknown, { id }: { id: string }, context) =>
      deactivateCard(context, id),
  },
  GiftCard: {
    id: ({ id }: GiftCard) => gid("GiftCard", id),
    balance: ({ balance }: GiftCard, _: unknown, { devShop }) =>
      moneyV2(balance, devShop.shop.currency),
    initialValue: ({ initialValue, balance }: GiftCard, _: unknown, { devShop }) =>
      moneyV2(initialValue ?? balance, devShop.shop.currency),
    lastCharacters: ({ lastCharacters = "" }: GiftCard) => lastCharacters,
    maskedCode: ({ lastCharacters = "" }: GiftCard) => `•••• •••• •••• ${lastCharacters}`,
    note: ({ note = null }: GiftCard) => note,
    expiresOn: ({ expiresOn = null }: GiftCard) => expiresOn,
    deactivatedAt: ({ deactivatedAt = null }: GiftCard) => deactivatedAt,
    enabled: ({ deactivatedAt = null }: GiftCard) => deactivatedAt === null,
    customer: ({ customerId }: GiftCard, _: unknown, { load }) => load("customer", customerId),
  },
};

/** How a code is kept: whoever knows it finds it, and nobody reads it. */
function hashOf(code: string): string {
  return createHash("sha256").update(code.toLowerCase()).digest("hex");
}

async function createCard(context: Context, input: CardInput) {
  if (input.customerId) requireScope(context.permissions, "write_customers", "giftCardCreate");
  const { store, shop, clock } = context.devShop;
  const customerId = input.customerId ? idArgument(input.customerId, "Customer") : null;
  const amount = parseMinor(String(input.initialAmount?.amount ?? "0"), shop.currency) ?? 0;
  const code = input.code ?? `dev${String(store.ids.next("other"))}`;
  const found = customerId === null || (await context.load("customer", customerId)) !== null;
  const problem = problemOf({ code, amount, found, input, currency: shop.currency });
  if (problem) return refused(problem);

  const stamp = timestamp(clock.now());
  const card: GiftCard = {
    id: store.ids.next("other"),
    createdAt: stamp,
    updatedAt: stamp,
    customerId,
    codeHash: hashOf(code),
    balance: amount,
    initialValue: amount,
    lastCharacters: code.slice(-4).toLowerCase(),
    note: input.note ?? null,
    expiresOn: input.expiresOn ?? null,
    deactivatedAt: null,
  };
  try {
    await store.transaction((tx) => tx.put("gift_card", card));
  } catch (error) {
    if (!isKeyTaken(error)) throw error;
    return refused({
      field: ["input", "code"],
      code: "TAKEN",
      message: "Code has already been taken",
    });
  }
  return { giftCard: card, giftCardCode: code, userErrors: [] };
}

type Problem = { field: string[]; code: string; message: string };
type Given = { code: string; amount: number; found: boolean; input: CardInput; currency: string };

function problemOf({ code, amount, found, input, currency }: Given): Problem | null {
  const at = (name: string, kind: string, message: string) => ({
    field: ["input", name],
    code: kind,
    message,
  });
  if (input.initialAmount && input.initialAmount.currencyCode !== currency) {
    return at("initialAmount", "INVALID", "Currency code is not the shop's");
  }
  if (amount <= 0) return at("initialAmount", "GREATER_THAN", "Initial value must be positive");
  if (code.length < 8)
    return at("code", "TOO_SHORT", "Code is too short (minimum is 8 characters)");
  if (code.length > 20)
    return at("code", "TOO_LONG", "Code is too long (maximum is 20 characters)");
  if (!/^[a-z0-9]+$/i.test(code)) return at("code", "INVALID", "Code is invalid");
  return found ? null : at("customerId", "CUSTOMER_NOT_FOUND", "The customer could not be found.");
}

function refused(problem: Problem) {
  return { giftCard: null, giftCardCode: null, userErrors: [problem] };
}

async function deactivateCard(context: Context, id: string) {
  const { store, clock } = context.devShop;
  const card = await store.find("gift_card", idArgument(id, "GiftCard"));
  if (!card) {
    const message = "The gift card could not be found.";
    const userErrors = [{ field: ["id"], code: "GIFT_CARD_NOT_FOUND", message }];
    return { giftCard: null, userErrors };
  }
  const stamp = timestamp(clock.now());
  const off = { ...card, deactivatedAt: card.deactivatedAt ?? stamp, updatedAt: stamp };
  await store.put("gift_card", off);
  return { giftCard: off, userErrors: [] };
}
