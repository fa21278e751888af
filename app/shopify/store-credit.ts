import { z } from "zod";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import * as documents from "#app/shopify/documents/store-credit.ts";
import { refusalOf, UserErrors } from "#app/shopify/user-errors.ts";
import type { AddCreditResult, CreditEntry, CreditWish } from "#app/shopify/gateway.ts";

/** Adds to a customer's account, which is made where there is none. Not idempotent. */
export async function addStoreCredit(ask: AdminClient, wish: CreditWish): Promise<AddCreditResult> {
  const { amount, currency, customerId, expiresAt } = wish;
  const { storeCreditAccountCredit: made } = await ask({
    document: documents.ADD_STORE_CREDIT,
    variables: {
      id: customerId,
      credit: {
        creditAmount: { amount, currencyCode: currency },
        expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      },
    },
    answer: z.object({
      storeCreditAccountCredit: z.object({
        storeCreditAccountTransaction: z.object({ id: z.string() }).nullable(),
        userErrors: UserErrors,
      }),
    }),
  });
  const { storeCreditAccountTransaction: entry, userErrors } = made;
  if (entry) return { ok: true, creditId: entry.id };
  const refusal = refusalOf(userErrors, "store credit");
  return { ok: false, reason: "refused", detail: "detail" in refusal ? refusal.detail : "TAKEN" };
}

/** The newest credits of a customer in one currency, newest first. */
export async function listStoreCredits(
  ask: AdminClient,
  { customerId, currency }: { customerId: string; currency: string },
): Promise<CreditEntry[]> {
  const { customer } = await ask({
    document: documents.STORE_CREDITS,
    variables: { id: customerId, currency: `currency_code:${currency}` },
    answer: z.object({
      customer: z.object({ storeCreditAccounts: z.object({ nodes: z.array(Account) }) }).nullable(),
    }),
  });
  const [account] = customer?.storeCreditAccounts.nodes ?? [];
  return (account?.transactions.nodes ?? []).map(({ id, amount, createdAt, expiresAt }) => ({
    creditId: id,
    amount: amount.amount,
    at: Date.parse(createdAt),
    expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
  }));
}

const Account = z.object({
  transactions: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        createdAt: z.string(),
        expiresAt: z.string().nullable(),
        amount: z.object({ amount: z.string() }),
      }),
    ),
  }),
});
