import { z } from "zod";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import * as documents from "#app/shopify/documents/gift-cards.ts";
import { refusalOf, UserErrors } from "#app/shopify/user-errors.ts";
import type { CreateGiftCardResult, FoundGiftCard, GiftCardWish } from "#app/shopify/gateway.ts";

/** Creates a gift card with a code of our choosing, so that it can be found again. */
export async function createGiftCard(
  ask: AdminClient,
  wish: GiftCardWish,
): Promise<CreateGiftCardResult> {
  const { amount, currency, code, customerId, expiresOn } = wish;
  const initialAmount = { amount, currencyCode: currency };
  const { giftCardCreate: made } = await ask({
    document: documents.CREATE_GIFT_CARD,
    variables: { card: { initialAmount, code, customerId, expiresOn, note: noteOf(wish) } },
    answer: z.object({
      giftCardCreate: z.object({
        giftCard: z.object({ id: z.string() }).nullable(),
        userErrors: UserErrors,
      }),
    }),
  });
  if (made.giftCard) return { ok: true, giftCardId: made.giftCard.id };
  return refusalOf(made.userErrors, "gift card");
}

/** The card that has this code, whoever made it; ours says so in its note. */
export async function findGiftCard(
  ask: AdminClient,
  wish: GiftCardWish,
): Promise<FoundGiftCard | null> {
  const { giftCards } = await ask({
    document: documents.FIND_GIFT_CARDS,
    variables: { query: wish.code },
    answer: z.object({ giftCards: z.object({ nodes: z.array(Card) }) }),
  });
  const note = noteOf(wish);
  const card = giftCards.nodes.find((each) => each.note === note) ?? giftCards.nodes[0];
  if (!card) return null;
  const { amount } = card.balance;
  const intact = Number(amount) === Number(card.initialValue.amount);
  return { giftCardId: card.id, ours: card.note === note, intact };
}

/** True once nobody can spend it any more, also if it is gone. */
export async function deactivateGiftCard(ask: AdminClient, giftCardId: string): Promise<boolean> {
  const { giftCardDeactivate: result } = await ask({
    document: documents.DEACTIVATE_GIFT_CARD,
    variables: { id: giftCardId },
    answer: z.object({
      giftCardDeactivate: z.object({
        giftCard: z.object({ deactivatedAt: z.string().nullable() }).nullable(),
        userErrors: UserErrors,
      }),
    }),
  });
  const gone = result.userErrors.some(({ code }) => code === "GIFT_CARD_NOT_FOUND");
  return gone || (result.giftCard !== null && result.giftCard.deactivatedAt !== null);
}

const Money = z.object({ amount: z.string() });
const Card = z.object({
  id: z.string(),
  note: z.string().nullable(),
  balance: Money,
  initialValue: Money,
});

function noteOf({ redemptionId }: GiftCardWish): string {
  return `loyalty ${redemptionId}`;
}
