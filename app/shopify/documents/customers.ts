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

export const SEGMENT_MEMBERS = `#graphql
  query SegmentMembers($segmentId: ID!, $first: Int!, $after: String) {
    customerSegmentMembers(segmentId: $segmentId, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { node { id } }
    }
  }
`;

export const TAGGED_CUSTOMERS = `#graphql
  query TaggedCustomers($query: String!, $first: Int!, $after: String) {
    customers(query: $query, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { id tags }
    }
  }
`;
