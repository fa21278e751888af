import { z } from "zod";
import type { Instant, OrderFacts } from "#app/domain/order-facts.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import * as documents from "#app/shopify/documents/orders.ts";
import type { OrderStub } from "#app/shopify/gateway.ts";
import { AgreementNode, OrderNode, PageInfo, RefundNode } from "#app/shopify/order-answers.ts";
import { LinesPage, RefundLinesPage } from "#app/shopify/order-answers.ts";
import { orderFactsFromGraphql } from "#app/shopify/order-facts-from-graphql.ts";

/** How much of an order comes at once: alone, and as one of a page. */
const ALONE = { lines: 50, refunds: 20, refundLines: 25 };
const OF_PAGE = { orders: 25, lines: 20, refunds: 4, refundLines: 10 };

/** Null when the order does not exist, or is older than we may read. */
export async function findOrder(ask: AdminClient, orderId: string): Promise<OrderFacts | null> {
  const { order } = await ask({
    document: documents.ORDER,
    variables: { id: orderId, ...ALONE },
    answer: z.object({ order: OrderNode.nullable() }),
  });
  if (!order) return null;
  const lines = [...order.lineItems.nodes, ...(await restOfLines(ask, order))];
  const refunds = await wholeRefunds(ask, order);
  const whole = { ...order, lineItems: { ...order.lineItems, nodes: lines }, refunds };
  const agreements = order.edited ? await listAgreements(ask, orderId) : [];
  return orderFactsFromGraphql({ order: whole, agreements });
}

/** One page of the orders updated since. Those that do not fit are named, to be read alone. */
export async function listOrdersUpdated(
  ask: AdminClient,
  { since, after }: { since: Instant; after: string | null },
): Promise<{ orders: OrderFacts[]; incomplete: OrderStub[]; next: string | null }> {
  const query = `updated_at:>='${new Date(since).toISOString()}'`;
  const page = await ask({
    document: documents.ORDERS_UPDATED,
    variables: { query, after, ...OF_PAGE },
    answer: z.object({ orders: z.object({ pageInfo: PageInfo, nodes: z.array(OrderNode) }) }),
  });
  const { pageInfo, nodes } = page.orders;
  return {
    orders: nodes.filter(fitsPage).map((order) => orderFactsFromGraphql({ order, agreements: [] })),
    incomplete: nodes.filter((order) => !fitsPage(order)).map(stubOf),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

function stubOf({ id, updatedAt, edited, cancelledAt, refunds }: OrderNode): OrderStub {
  const all = refunds.length < OF_PAGE.refunds;
  const refundIds = all ? refunds.map((refund) => refund.id) : null;
  return { orderId: id, updatedAt, edited, cancelledAt, refundIds };
}

function fitsPage(order: OrderNode): boolean {
  const hasMore =
    order.lineItems.pageInfo.hasNextPage ||
    order.refunds.length >= OF_PAGE.refunds ||
    order.refunds.some((refund) => refund.refundLineItems.pageInfo.hasNextPage);
  return !order.edited && !hasMore;
}

async function restOfLines(ask: AdminClient, order: OrderNode) {
  return restOf(order.lineItems.pageInfo, async (after) => {
    const page = await ask({
      document: documents.ORDER_LINES,
      variables: { id: order.id, lines: ALONE.lines, after },
      answer: z.object({ order: z.object({ lineItems: LinesPage }) }),
    });
    return page.order.lineItems;
  });
}

/** A list of refunds has no pages: beyond the first, they are read one by one. */
async function wholeRefunds(ask: AdminClient, order: OrderNode): Promise<RefundNode[]> {
  const refunds = [...order.refunds];
  if (refunds.length >= ALONE.refunds) {
    const { order: all } = await ask({
      document: documents.ORDER_REFUND_IDS,
      variables: { id: order.id },
      answer: z.object({
        order: z.object({ refunds: z.array(z.object({ id: z.string() })) }),
      }),
    });
    const known = new Set(refunds.map((refund) => refund.id));
    for (const { id } of all.refunds) {
      if (!known.has(id)) refunds.push(await getRefund(ask, id));
    }
  }
  return Promise.all(refunds.map((refund) => wholeRefund(ask, refund)));
}

async function getRefund(ask: AdminClient, id: string): Promise<RefundNode> {
  const { refund } = await ask({
    document: documents.REFUND,
    variables: { id, refundLines: ALONE.refundLines },
    answer: z.object({ refund: RefundNode }),
  });
  return refund;
}

async function wholeRefund(ask: AdminClient, refund: RefundNode): Promise<RefundNode> {
  const { pageInfo, nodes } = refund.refundLineItems;
  const rest = await restOf(pageInfo, async (after) => {
    const page = await ask({
      document: documents.REFUND_LINES,
      variables: { id: refund.id, refundLines: ALONE.lines, after },
      answer: z.object({ refund: z.object({ refundLineItems: RefundLinesPage }) }),
    });
    return page.refund.refundLineItems;
  });
  return { ...refund, refundLineItems: { pageInfo, nodes: [...nodes, ...rest] } };
}

async function listAgreements(ask: AdminClient, id: string): Promise<AgreementNode[]> {
  const agreements: AgreementNode[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await agreementPage(ask, { id, after, salesAfter: null });
    const [agreement] = page.nodes;
    if (!agreement) return agreements;
    const at = after;
    const rest = await restOf(agreement.sales.pageInfo, async (salesAfter) => {
      const more = await agreementPage(ask, { id, after: at, salesAfter });
      return more.nodes[0]?.sales ?? { pageInfo: NO_MORE, nodes: [] };
    });
    const sales = { ...agreement.sales, nodes: [...agreement.sales.nodes, ...rest] };
    agreements.push({ ...agreement, sales });
    if (!page.pageInfo.hasNextPage) return agreements;
    after = page.pageInfo.endCursor;
  }
}

const NO_MORE = { hasNextPage: false, endCursor: null };

async function agreementPage(
  ask: AdminClient,
  variables: { id: string; after: string | null; salesAfter: string | null },
) {
  const page = await ask({
    document: documents.ORDER_AGREEMENT,
    variables,
    answer: z.object({
      order: z.object({
        agreements: z.object({ pageInfo: PageInfo, nodes: z.array(AgreementNode) }),
      }),
    }),
  });
  return page.order.agreements;
}

/** All that follows a first page. */
async function restOf<T>(
  first: z.infer<typeof PageInfo>,
  read: (after: string) => Promise<{ pageInfo: z.infer<typeof PageInfo>; nodes: T[] }>,
): Promise<T[]> {
  const rest: T[] = [];
  let pageInfo = first;
  while (pageInfo.hasNextPage && pageInfo.endCursor !== null) {
    const page = await read(pageInfo.endCursor);
    rest.push(...page.nodes);
    pageInfo = page.pageInfo;
  }
  return rest;
}
