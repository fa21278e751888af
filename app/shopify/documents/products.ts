export const PRODUCTS = `#graphql
  query Products($ids: [ID!]!, $collections: Int!) {
    nodes(ids: $ids) {
      ... on Product {
        id
        title
        tags
        productType
        collections(first: $collections) {
          pageInfo { hasNextPage endCursor }
          nodes { id }
        }
      }
    }
  }
`;

export const PRODUCT_COLLECTIONS = `#graphql
  query ProductCollections($id: ID!, $collections: Int!, $after: String) {
    product(id: $id) {
      collections(first: $collections, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id }
      }
    }
  }
`;
