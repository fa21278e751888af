const money = { shopMoney: { amount: "1.00" }, presentmentMoney: { amount: "1.00" } };

/** An order as a line of an export. */
export const orderLine = (n: number) => ({
  ...{ id: `gid://shopify/Order/${n}`, name: `#${n}`, test: false, sourceName: "web" },
  ...{ createdAt: "2026-06-01T12:00:00Z", processedAt: "2026-06-01T12:00:00Z" },
  ...{ updatedAt: "2026-06-01T12:00:00Z", cancelledAt: null, edited: false },
  ...{ displayFinancialStatus: "PAID", fullyPaid: true, taxesIncluded: false },
  ...{ currencyCode: "USD", presentmentCurrencyCode: "USD", customer: null, discountCodes: [] },
  ...{ tags: [], paymentGatewayNames: [], shippingAddress: null, billingAddress: null },
  ...{ displayFulfillmentStatus: "UNFULFILLED", fulfillments: [], totalPriceSet: money },
  ...{ totalTipReceivedSet: money, transactions: [], refunds: [] },
});

/** What was sold in it, as another. */
export const itemLine = (n: number, order: number) => ({
  ...{ id: `gid://shopify/LineItem/${n}`, title: "Tee", quantity: 1, isGiftCard: false },
  ...{ vendor: null, product: null, variant: null, originalUnitPriceSet: money },
  ...{ discountAllocations: [], taxLines: [], __parentId: `gid://shopify/Order/${order}` },
});

export function fileOf(lines: object[]): Uint8Array {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return new TextEncoder().encode(text);
}

/** A storage that sends these bytes in pieces of so many, whatever is asked of it. */
export function storageOf(bytes: Uint8Array, pieceBytes: number) {
  let sent = 0;
  const send = (async () => {
    sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (sent >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(sent, sent + pieceBytes));
        sent += pieceBytes;
      },
    });
    return new Response(body);
  }) as typeof fetch;
  return { send, sent: () => sent };
}
