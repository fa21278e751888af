export const CREATE_GIFT_CARD = `#graphql
  mutation CreateGiftCard($card: GiftCardCreateInput!) {
    giftCardCreate(input: $card) {
      giftCard { id }
      userErrors { code field message }
    }
  }
`;

export const FIND_GIFT_CARDS = `#graphql
  query FindGiftCards($query: String!) {
    giftCards(first: 10, query: $query) {
      nodes {
        id
        note
        balance { amount }
        initialValue { amount }
      }
    }
  }
`;

export const DEACTIVATE_GIFT_CARD = `#graphql
  mutation DeactivateGiftCard($id: ID!) {
    giftCardDeactivate(id: $id) {
      giftCard { id deactivatedAt }
      userErrors { code field message }
    }
  }
`;
