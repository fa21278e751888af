import { MOST_REFUNDS } from "#app/shopify/order-answers.ts";

const SHOP_MONEY = "shopMoney { amount }";

const SHIPPING = `
    originalPriceSet { ${SHOP_MONEY} }
    discountAllocations { allocatedAmountSet { ${SHOP_MONEY} } }
    taxLines { priceSet { ${SHOP_MONEY} } }`;

/** What an order says of itself, whichever way it is read. */
const ORDER_FIELDS = `
    id
    name
    test
    sourceName
    createdAt
    processedAt
    updatedAt
    cancelledAt
    edited
    displayFinancialStatus
    fullyPaid
    taxesIncluded
    currencyCode
    presentmentCurrencyCode
    customer { id }
    discountCodes
    tags
    paymentGatewayNames
    shippingAddress { countryCodeV2 }
    billingAddress { countryCodeV2 }
    displayFulfillmentStatus
    fulfillments(first: 50) { status createdAt }
    totalPriceSet { ${SHOP_MONEY} presentmentMoney { amount } }
    totalTipReceivedSet { ${SHOP_MONEY} }
    transactions(first: 50) {
      kind
      status
      processedAt
      amountSet { ${SHOP_MONEY} presentmentMoney { amount } }
    }`;

const ORDER_HEAD = `#graphql
  fragment OrderHead on Order {
    ${ORDER_FIELDS}
    shippingLines(first: 20, includeRemovals: true) {
      nodes { ${SHIPPING} }
    }
  }
`;

const LINE_FIELDS = `
    id
    title
    quantity
    isGiftCard
    vendor
    product { id }
    variant { id }
    originalUnitPriceSet { ${SHOP_MONEY} }
    discountAllocations { allocatedAmountSet { ${SHOP_MONEY} } }
    taxLines { priceSet { ${SHOP_MONEY} } }`;

const LINE_PARTS = `#graphql
  fragment LineParts on LineItem {
    ${LINE_FIELDS}
  }
`;

const REFUND_PARTS = `#graphql
  fragment RefundParts on Refund {
    id
    createdAt
    processedAt
    refundLineItems(first: $refundLines) {
      pageInfo { hasNextPage endCursor }
      nodes { ...RefundLineParts }
    }
    refundShippingLines(first: 10) {
      nodes { subtotalAmountSet { ${SHOP_MONEY} } taxAmountSet { ${SHOP_MONEY} } }
    }
    orderAdjustments(first: 20) { nodes { amountSet { ${SHOP_MONEY} } } }
  }
  fragment RefundLineParts on RefundLineItem {
    quantity
    lineItem { id }
    subtotalSet { ${SHOP_MONEY} }
    totalTaxSet { ${SHOP_MONEY} }
  }
`;

export const ORDER = `#graphql
  query Order($id: ID!, $lines: Int!, $refunds: Int!, $refundLines: Int!) {
    order(id: $id) {
      ...OrderHead
      lineItems(first: $lines) {
        pageInfo { hasNextPage endCursor }
        nodes { ...LineParts }
      }
      refunds(first: $refunds) { ...RefundParts }
    }
  }
  ${ORDER_HEAD}
  ${LINE_PARTS}
  ${REFUND_PARTS}
`;

export const ORDER_LINES = `#graphql
  query OrderLines($id: ID!, $lines: Int!, $after: String) {
    order(id: $id) {
      lineItems(first: $lines, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { ...LineParts }
      }
    }
  }
  ${LINE_PARTS}
`;

export const ORDER_REFUND_IDS = `#graphql
  query OrderRefundIds($id: ID!) {
    order(id: $id) { refunds(first: ${MOST_REFUNDS}) { id } }
  }
`;

export const REFUND = `#graphql
  query Refund($id: ID!, $refundLines: Int!) {
    refund(id: $id) { ...RefundParts }
  }
  ${REFUND_PARTS}
`;

export const REFUND_LINES = `#graphql
  query RefundLines($id: ID!, $refundLines: Int!, $after: String) {
    refund(id: $id) {
      refundLineItems(first: $refundLines, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          quantity
          lineItem { id }
          subtotalSet { ${SHOP_MONEY} }
          totalTaxSet { ${SHOP_MONEY} }
        }
      }
    }
  }
`;

/** One agreement at a time, so that the pages of its sales are simple; few orders are edited. */
export const ORDER_AGREEMENT = `#graphql
  query OrderAgreement($id: ID!, $after: String, $salesAfter: String) {
    order(id: $id) {
      agreements(first: 1, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          __typename
          id
          happenedAt
          ... on RefundAgreement { refund { id } }
          sales(first: 100, after: $salesAfter) {
            pageInfo { hasNextPage endCursor }
            nodes {
              __typename
              lineType
              quantity
              totalAmount { ${SHOP_MONEY} presentmentMoney { amount } }
              totalTaxAmount { ${SHOP_MONEY} }
              ... on ProductSale { lineItem { id } }
              ... on GiftCardSale { lineItem { id } }
            }
          }
        }
      }
    }
  }
`;

export const ORDERS_UPDATED = `#graphql
  query OrdersUpdated(
    $query: String!
    $after: String
    $orders: Int!
    $lines: Int!
    $refunds: Int!
    $refundLines: Int!
  ) {
    orders(first: $orders, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo { hasNextPage endCursor }
      nodes {
        ...OrderHead
        lineItems(first: $lines) {
          pageInfo { hasNextPage endCursor }
          nodes { ...LineParts }
        }
        refunds(first: $refunds) { ...RefundParts }
      }
    }
  }
  ${ORDER_HEAD}
  ${LINE_PARTS}
  ${REFUND_PARTS}
`;

/**
 * Every order we may read, in bulk, where nothing is paged. Shopify lists no connections within a
 * list there, so of an order with refunds this tells only which.
 */
export const EXPORTED_ORDERS = `#graphql
  query ExportedOrders {
    orders {
      edges {
        node {
          ${ORDER_FIELDS}
          refunds(first: ${MOST_REFUNDS}) { id }
          shippingLines(includeRemovals: true) { edges { node { id ${SHIPPING} } } }
          lineItems { edges { node { ${LINE_FIELDS} } } }
        }
      }
    }
  }
`;

/** Children right after their parent, so that an order can be read without the rest of the file. */
export const START_EXPORT = `#graphql
  mutation StartExport($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation { id }
      userErrors { code message }
    }
  }
`;

export const EXPORT = `#graphql
  query Export($id: ID!) {
    bulkOperation(id: $id) { id status errorCode rootObjectCount fileSize url }
  }
`;
