import type { LineDelta, OrderChange, OrderLine } from "#app/domain/order-facts.ts";
import type { AgreementNode, OrderNode, SaleNode } from "#app/shopify/order-answers.ts";
import { emptyChange, sum, sumDeltas } from "#app/shopify/order-facts.ts";

type Minor = (money: { shopMoney: { amount: string } }) => bigint;
type Edited = {
  order: OrderNode;
  agreements: AgreementNode[];
  refunds: OrderChange[];
  minor: Minor;
};

/**
 * An edited order's lines show what they are now. What was placed, and what each edit changed,
 * stands in its agreements: Shopify's own signed ledger of sales.
 */
export function editedParts(edited: Edited) {
  const { agreements, refunds } = edited;
  const [placed, ...later] = [...agreements].sort(
    (one, other) => one.happenedAt - other.happenedAt,
  );
  const lines = placed ? linesOf(edited, placed) : [];
  const known = new Set(lines.map((line) => line.id));
  const edits = later
    .filter((agreement) => agreement.__typename !== "RefundAgreement")
    .map((agreement) => editOf(edited, { agreement, known }));
  // A refund without an agreement moved nothing that an edit has not already told.
  const agreed = new Set(later.map((agreement) => agreement.refund?.id));
  return {
    lines,
    shippingMinor: netOf(edited, placed, "SHIPPING"),
    shippingTaxMinor: taxOf(edited, placed, "SHIPPING"),
    tipMinor: netOf(edited, placed, "TIP"),
    changes: [...edits, ...refunds.filter((refund) => agreed.has(refund.id))],
  };
}

function editOf(
  edited: Edited,
  { agreement, known }: { agreement: AgreementNode; known: Set<string> },
): OrderChange {
  const deltas = sumDeltas(deltasOf(edited, agreement));
  const added = linesOf(edited, agreement).filter((line) => !known.has(line.id));
  const isOld = (delta: LineDelta): boolean => known.has(delta.lineId);
  const lines = deltas.filter(isOld);
  for (const line of added) known.add(line.id);
  return {
    ...emptyChange({ id: agreement.id, kind: "edit", at: agreement.happenedAt }),
    lines,
    addedLines: added,
    shippingMinor: netOf(edited, agreement, "SHIPPING"),
    shippingTaxMinor: taxOf(edited, agreement, "SHIPPING"),
    tipMinor: netOf(edited, agreement, "TIP"),
  };
}

/** The lines an agreement sells, as it sells them. */
function linesOf(edited: Edited, agreement: AgreementNode): OrderLine[] {
  const nodes = new Map(edited.order.lineItems.nodes.map((node) => [node.id, node]));
  return sumDeltas(deltasOf(edited, agreement)).flatMap((delta) => {
    const node = nodes.get(delta.lineId);
    if (!node) return [];
    return {
      id: node.id,
      title: node.title,
      productId: node.product?.id ?? null,
      variantId: node.variant?.id ?? null,
      vendor: node.vendor,
      quantity: delta.quantity,
      giftCard: node.isGiftCard,
      netMinor: delta.netMinor,
      taxMinor: delta.taxMinor,
    };
  });
}

function deltasOf(edited: Edited, agreement: AgreementNode): LineDelta[] {
  return agreement.sales.nodes.flatMap((sale) =>
    sale.lineItem && (sale.lineType === "PRODUCT" || sale.lineType === "GIFT_CARD")
      ? {
          lineId: sale.lineItem.id,
          quantity: sale.quantity ?? 0,
          netMinor: saleNet(edited, sale),
          taxMinor: edited.minor(sale.totalTaxAmount),
        }
      : [],
  );
}

function netOf(edited: Edited, agreement: AgreementNode | undefined, lineType: string): bigint {
  const sales = agreement?.sales.nodes.filter((sale) => sale.lineType === lineType) ?? [];
  return sum(sales.map((sale) => saleNet(edited, sale)));
}

function taxOf(edited: Edited, agreement: AgreementNode | undefined, lineType: string): bigint {
  const sales = agreement?.sales.nodes.filter((sale) => sale.lineType === lineType) ?? [];
  return sum(sales.map((sale) => edited.minor(sale.totalTaxAmount)));
}

/** A sale's total is with tax; a line's net is so only where prices are. */
function saleNet({ order, minor }: Edited, sale: SaleNode): bigint {
  const total = minor(sale.totalAmount);
  return order.taxesIncluded ? total : total - minor(sale.totalTaxAmount);
}
