export const ADD_STORE_CREDIT = `#graphql
  mutation AddStoreCredit($id: ID!, $credit: StoreCreditAccountCreditInput!) {
    storeCreditAccountCredit(id: $id, creditInput: $credit) {
      storeCreditAccountTransaction { id }
      userErrors { code field message }
    }
  }
`;

export const STORE_CREDITS = `#graphql
  query StoreCredits($id: ID!, $currency: String!) {
    customer(id: $id) {
      storeCreditAccounts(first: 1, query: $currency) {
        nodes {
          transactions(first: 100, reverse: true, query: "type:credit") {
            nodes {
              ... on StoreCreditAccountCreditTransaction {
                id
                createdAt
                expiresAt
                amount { amount }
              }
            }
          }
        }
      }
    }
  }
`;
