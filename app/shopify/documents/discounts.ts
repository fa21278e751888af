export const CREATE_BASIC_CODE = `#graphql
  mutation CreateBasicCode($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { code field message }
    }
  }
`;

export const CREATE_SHIPPING_CODE = `#graphql
  mutation CreateShippingCode($discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { code field message }
    }
  }
`;

export const CREATE_FUNCTION_CODE = `#graphql
  mutation CreateFunctionCode($discount: DiscountCodeAppInput!) {
    discountCodeAppCreate(codeAppDiscount: $discount) {
      codeAppDiscount { discountId }
      userErrors { code field message }
    }
  }
`;

const CONTEXT = `
  context { __typename ... on DiscountCustomers { customers { id } } }
`;
const MINIMUM = `
  minimumRequirement {
    __typename
    ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount } }
  }
`;

export const FIND_CODE = `#graphql
  query FindCode($code: String!, $namespace: String!, $key: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      metafield(namespace: $namespace, key: $key) { value }
      codeDiscount {
        __typename
        ... on DiscountCodeBasic {
          title
          status
          asyncUsageCount
          usageLimit
          ${CONTEXT}
          ${MINIMUM}
          customerGets {
            items {
              __typename
              ... on AllDiscountItems { allItems }
              ... on DiscountProducts { products(first: 100) { nodes { id } } }
              ... on DiscountCollections { collections(first: 100) { nodes { id } } }
            }
            value {
              __typename
              ... on DiscountPercentage { percentage }
              ... on DiscountAmount { amount { amount } appliesOnEachItem }
            }
          }
        }
        ... on DiscountCodeFreeShipping {
          title
          status
          asyncUsageCount
          usageLimit
          ${CONTEXT}
          ${MINIMUM}
        }
        ... on DiscountCodeApp {
          title
          status
          asyncUsageCount
          usageLimit
          ${CONTEXT}
        }
      }
    }
  }
`;

export const DEACTIVATE_CODE = `#graphql
  mutation DeactivateCode($id: ID!) {
    discountCodeDeactivate(id: $id) {
      codeDiscountNode {
        codeDiscount {
          __typename
          ... on DiscountCodeBasic { status }
          ... on DiscountCodeFreeShipping { status }
          ... on DiscountCodeApp { status }
        }
      }
      userErrors { code field message }
    }
  }
`;
