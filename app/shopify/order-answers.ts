import { z } from "zod";

const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Amount = z.object({ amount: z.string() });
const ShopMoney = z.object({ shopMoney: Amount });
const Ref = z.object({ id: z.string() });

/** So many refunds of an order are named at most. */
export const MOST_REFUNDS = 250;

export const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const Money = z.object({ shopMoney: Amount, presentmentMoney: Amount });

const Allocations = z.array(z.object({ allocatedAmountSet: ShopMoney }));
const Taxes = z.array(z.object({ priceSet: ShopMoney }));

const Line = z.object({
  id: z.string(),
  title: z.string(),
  quantity: z.number().int(),
  isGiftCard: z.boolean(),
  vendor: z.string().nullable(),
  product: Ref.nullable(),
  variant: Ref.nullable(),
  originalUnitPriceSet: ShopMoney,
  discountAllocations: Allocations,
  taxLines: Taxes,
});
export type LineNode = z.infer<typeof Line>;

const RefundLine = z.object({
  quantity: z.number().int(),
  lineItem: Ref,
  subtotalSet: ShopMoney,
  totalTaxSet: ShopMoney,
});

export const LinesPage = z.object({ pageInfo: PageInfo, nodes: z.array(Line) });
export const RefundLinesPage = z.object({ pageInfo: PageInfo, nodes: z.array(RefundLine) });

export const RefundNode = z.object({
  id: z.string(),
  createdAt: Instant.nullable(),
  processedAt: Instant,
  refundLineItems: RefundLinesPage,
  refundShippingLines: z.object({
    nodes: z.array(z.object({ subtotalAmountSet: ShopMoney, taxAmountSet: ShopMoney })),
  }),
  orderAdjustments: z.object({ nodes: z.array(z.object({ amountSet: ShopMoney })) }),
});
export type RefundNode = z.infer<typeof RefundNode>;

const Transaction = z.object({
  kind: z.string(),
  status: z.string(),
  processedAt: Instant.nullable(),
  amountSet: Money,
});

const Country = z.object({ countryCodeV2: z.string().nullable() }).nullable();
const Fulfillment = z.object({ status: z.string(), createdAt: Instant });

const Shipping = z.object({
  originalPriceSet: ShopMoney,
  discountAllocations: Allocations,
  taxLines: Taxes,
});

/** An order with the first page of its lines and refunds. */
export const OrderNode = z.object({
  id: z.string(),
  name: z.string(),
  test: z.boolean(),
  sourceName: z.string().nullable(),
  createdAt: Instant,
  processedAt: Instant,
  updatedAt: Instant,
  cancelledAt: Instant.nullable(),
  edited: z.boolean(),
  displayFinancialStatus: z.string().nullable(),
  fullyPaid: z.boolean(),
  taxesIncluded: z.boolean(),
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  customer: Ref.nullable(),
  discountCodes: z.array(z.string()),
  tags: z.array(z.string()),
  paymentGatewayNames: z.array(z.string()),
  shippingAddress: Country,
  billingAddress: Country,
  displayFulfillmentStatus: z.string(),
  fulfillments: z.array(Fulfillment),
  totalPriceSet: Money,
  totalTipReceivedSet: ShopMoney,
  shippingLines: z.object({ nodes: z.array(Shipping) }),
  transactions: z.array(Transaction),
  lineItems: LinesPage,
  refunds: z.array(RefundNode),
});
export type OrderNode = z.infer<typeof OrderNode>;

const Sale = z.object({
  lineType: z.string(),
  quantity: z.number().int().nullable(),
  totalAmount: Money,
  totalTaxAmount: ShopMoney,
  lineItem: Ref.optional(),
});
export type SaleNode = z.infer<typeof Sale>;

export const AgreementNode = z.object({
  __typename: z.string(),
  id: z.string(),
  happenedAt: Instant,
  refund: Ref.optional(),
  sales: z.object({ pageInfo: PageInfo, nodes: z.array(Sale) }),
});
export type AgreementNode = z.infer<typeof AgreementNode>;
