import { z } from "zod";
import { reviveStorable } from "#app/domain/storable-text.ts";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import type { ExportedOrder } from "#app/shopify/gateway.ts";
import { LinesPage, MOST_REFUNDS, OrderNode } from "#app/shopify/order-answers.ts";
import { orderFactsFromGraphql } from "#app/shopify/order-facts-from-graphql.ts";
import { readLines, type FileLine } from "#app/shopify/read-lines.ts";

/** A file that stops coming is asked for again from where it stopped. */
const TIMEOUT_MS = 90_000;
const AGAIN_MS = 5_000;
const BEYOND_ITS_END = 416;

const Child = z.object({ id: z.string(), __parentId: z.string() });
const Root = OrderNode.omit({ lineItems: true, shippingLines: true, refunds: true }).extend({
  refunds: z.array(z.object({ id: z.string() })),
});
type Root = z.infer<typeof Root>;
const Shipping = OrderNode.shape.shippingLines.shape.nodes.element;
const Line = LinesPage.shape.nodes.element;

type Open = {
  root: Root;
  lines: z.infer<typeof Line>[];
  shipping: z.infer<typeof Shipping>[];
};

/**
 * The orders of an export, one after the other, from a byte of its file on. Never more than one
 * order is held. Null where the file is there no more.
 */
export async function readOrderExport(
  send: typeof fetch,
  { url, from, bytes }: { url: string; from: number; bytes: number },
): Promise<AsyncIterable<ExportedOrder> | null> {
  const response = await download(send, { url, from });
  if (response === null) return null;
  if (response.body === null || response.status === BEYOND_ITS_END) return nothing();
  // Who takes no notice of the range sends everything.
  const start = response.status === 206 ? from : 0;
  return ordersOf(readLines(response.body, { start, from }), bytes);
}

async function* nothing(): AsyncIterable<ExportedOrder> {}

async function download(send: typeof fetch, { url, from }: { url: string; from: number }) {
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (from > 0) headers["range"] = `bytes=${from}-`;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await send(url, { headers, signal }).catch(() => {
    throw new ShopifyUnavailable("The export did not come", AGAIN_MS);
  });
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === BEYOND_ITS_END) return response;
  const isGone = [400, 403, 404, 410].includes(response.status);
  if (isGone) return null;
  throw new ShopifyUnavailable(`The export answered ${response.status}`, AGAIN_MS);
}

/**
 * Puts each order together with what follows it and belongs to it. What belongs to an order that
 * is over already comes too late: the order is named once more, to be read alone. So is the last
 * one of a file that ends too soon, between two lines; where it ends within one, that order is not
 * told of at all.
 */
async function* ordersOf(
  lines: AsyncIterable<FileLine>,
  bytes: number,
): AsyncIterable<ExportedOrder> {
  let open: Open | null = null;
  let end = 0;
  for await (const line of lines) {
    const value = parseLine(line.text);
    if (value === null) return;
    const child = Child.safeParse(value);
    if (!child.success) {
      if (open) yield close(open, line.start);
      open = { root: Root.parse(value), lines: [], shipping: [] };
    } else if (open?.root.id === child.data.__parentId) {
      if (child.data.id.includes("/ShippingLine/")) open.shipping.push(Shipping.parse(value));
      else open.lines.push(Line.parse(value));
    } else {
      yield { orderId: child.data.__parentId, updatedAt: null, facts: null, end: null };
    }
    end = line.end;
  }
  if (open) yield { ...close(open, end), ...(end < bytes && { facts: null }) };
}

type WholeOrder = Extract<ExportedOrder, { end: number }>;

/** Refunds and edits have parts that no export tells. */
function close({ root, lines, shipping }: Open, end: number): WholeOrder {
  const { id: orderId, updatedAt, edited, cancelledAt } = root;
  const refundIds = root.refunds.length < MOST_REFUNDS ? root.refunds.map(({ id }) => id) : null;
  const stub = { orderId, updatedAt, edited, cancelledAt, refundIds };
  if (edited || root.refunds.length > 0) return { ...stub, facts: null, end };
  const order = {
    ...root,
    refunds: [],
    shippingLines: { nodes: shipping },
    lineItems: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: lines },
  };
  return { ...stub, facts: orderFactsFromGraphql({ order, agreements: [] }), end };
}

/** Null where the line is broken off. */
function parseLine(text: string): unknown {
  try {
    return JSON.parse(text, reviveStorable) as unknown;
  } catch {
    return null;
  }
}
