export const CUSTOMER = `#graphql
  query Customer($id: ID!) {
    customer(id: $id) {
      id
      firstName
      lastName
      locale
      defaultEmailAddress { emailAddress }
    }
  }
`;

export const SET_METAFIELDS = `#graphql
  mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      userErrors { code field message }
    }
  }
`;
