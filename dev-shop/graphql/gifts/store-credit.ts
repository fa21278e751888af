/** Store credit: adds as often as it is asked, as Shopify does. */
import { timestamp } from "#dev-shop/clock.ts";
import { parseMinor } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { StoreCredit } from "#dev-shop/gift-model.ts";
import type { Customer } from "#dev-shop/model.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";
import { arrayConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { splitGlobalId } from "#dev-shop/graphql/global-ids.ts";
import { moneyV2 } from "#dev-shop/graphql/money-values.ts";

type CreditInput = {
  creditAmount: { amount: string | number; currencyCode: string };
  expiresAt?: string | null;
};
type CreditArgs = { id: string; creditInput: CreditInput };
type Account = { customerId: number; currency: string; credits: StoreCredit[] };
type QueryArgs = PageArgs & { query?: string | null };

const MOST_READ = 25_000;

export const storeCredit: Resolvers = {
  Mutation: {
    storeCreditAccountCredit: (_: unknown, args: CreditArgs, context) => addCredit(context, args),
  },
  Customer: {
    storeCreditAccounts: async ({ id }: Customer, args: QueryArgs, context) => {
      const wanted = /^currency_code:([A-Z]{3})$/.exec(args.query ?? "")?.[1];
      const accounts = await accountsOf(context, id);
      const found = accounts.filter(({ currency }) => !wanted || currency === wanted);
      return arrayConnection(found, args);
    },
  },
  StoreCreditAccount: {
    id: ({ credits }: Account) => gid("StoreCreditAccount", credits[0]?.id ?? 0),
    balance: ({ credits, currency }: Account) =>
      moneyV2(credits.at(-1)?.balanceAfter ?? 0, currency),
    transactions: ({ credits }: Account, args: QueryArgs) => {
      if (args.query && args.query !== "type:credit") {
        throw refusal("NOT_IMPLEMENTED", "dev shop: transactions are found by type:credit");
      }
      return arrayConnection(credits.map(nodeOf), args);
    },
  },
  StoreCreditAccountCreditTransaction: {
    id: ({ of }: Node) => gid("StoreCreditAccountCreditTransaction", of.id),
    amount: ({ of }: Node) => moneyV2(of.amount, of.currency),
    remainingAmount: ({ of }: Node) => moneyV2(of.amount, of.currency),
    balanceAfterTransaction: ({ of }: Node) => moneyV2(of.balanceAfter, of.currency),
    createdAt: ({ of }: Node) => of.createdAt,
    expiresAt: ({ of }: Node) => of.expiresAt,
    event: () => "ADJUSTMENT",
    origin: () => null,
  },
};

type Node = { __typename: string; of: StoreCredit };

function nodeOf(of: StoreCredit): Node {
  return { __typename: "StoreCreditAccountCreditTransaction", of };
}

async function accountsOf({ devShop }: Context, customerId: number): Promise<Account[]> {
  const { items } = await devShop.store.list("store_credit", { customerId, limit: MOST_READ });
  const byCurrency = Map.groupBy(items, ({ currency }) => currency);
  return [...byCurrency].map(([currency, credits]) => ({ customerId, currency, credits }));
}

async function addCredit(context: Context, { id, creditInput }: CreditArgs) {
  const { store, clock } = context.devShop;
  const { creditAmount, expiresAt = null } = creditInput;
  const currency = creditAmount.currencyCode;
  const amount = parseMinor(String(creditAmount.amount), currency) ?? 0;
  const owner = splitGlobalId(id);
  const customer = owner?.type === "Customer" ? await context.load("customer", owner.id) : null;
  if (!customer) return refused("OWNER_NOT_FOUND", "Owner does not exist", ["id"]);
  if (amount <= 0) {
    const message = "A positive amount must be used to credit a store credit account";
    return refused("NEGATIVE_OR_ZERO_AMOUNT", message, ["creditInput", "creditAmount", "amount"]);
  }
  if (expiresAt !== null && new Date(expiresAt) <= clock.now()) {
    const message = "The expiry date must be in the future";
    return refused("EXPIRES_AT_IN_PAST", message, ["creditInput", "expiresAt"]);
  }
  const stamp = timestamp(clock.now());
  const credit = await store.transaction(async (tx) => {
    await tx.lock("customer", [customer.id]);
    const { items } = await tx.list("store_credit", { customerId: customer.id, limit: MOST_READ });
    const before = items.findLast((each) => each.currency === currency)?.balanceAfter ?? 0;
    const made: StoreCredit = {
      id: store.ids.next("transaction"),
      createdAt: stamp,
      updatedAt: stamp,
      customerId: customer.id,
      currency,
      amount,
      balanceAfter: before + amount,
      expiresAt: expiresAt === null ? null : timestamp(new Date(expiresAt)),
    };
    await tx.put("store_credit", made);
    return made;
  });
  return { storeCreditAccountTransaction: nodeOf(credit), userErrors: [] };
}

function refused(code: string, message: string, field: string[]) {
  return { storeCreditAccountTransaction: null, userErrors: [{ field, code, message }] };
}
