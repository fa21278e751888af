import type { OrderFacts, OrderLine, ProductPin, ProductPins } from "#app/domain/order-facts.ts";

type New = "fulfilledAt" | "pinnedAt" | "tags" | "country" | "gatewaysAt" | "gateways" | "lines";

/** Facts as they were stored, perhaps before some of their fields existed. */
export type StoredFacts = Omit<OrderFacts, New> &
  Partial<Omit<OrderFacts, "lines">> & { lines: StoredLine[] };
type StoredLine = Omit<OrderLine, "vendor"> & Partial<Pick<OrderLine, "vendor">>;
export type StoredPins = Record<
  string,
  Omit<ProductPin, "type"> & Partial<Pick<ProductPin, "type">>
>;

/** Facts of today's shape: nothing is known of what was not kept then. */
export function completeFacts(stored: StoredFacts): OrderFacts {
  if (isComplete(stored)) return stored;
  return {
    fulfilledAt: null,
    pinnedAt: stored.updatedAt,
    tags: [],
    country: null,
    gatewaysAt: stored.updatedAt,
    gateways: [],
    ...stored,
    lines: stored.lines.map(completeLine),
    changes: stored.changes.map((change) => ({
      ...change,
      addedLines: change.addedLines.map(completeLine),
    })),
  };
}

/** Most are: there is nothing to be copied. */
function isComplete(stored: StoredFacts): stored is OrderFacts {
  const { fulfilledAt, pinnedAt, tags, country, gatewaysAt, gateways, lines, changes } = stored;
  return (
    [fulfilledAt, pinnedAt, tags, country, gatewaysAt, gateways].every(isThere) &&
    lines.every(isLine) &&
    changes.every(({ addedLines }) => addedLines.every(isLine))
  );
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}

function isLine({ vendor }: StoredLine): boolean {
  return vendor !== undefined;
}

/** Pins of today's shape. */
export function completePins(stored: StoredPins): ProductPins {
  return Object.fromEntries(
    Object.entries(stored).map(([productId, pin]) => [productId, { type: "", ...pin }]),
  );
}

function completeLine(line: StoredLine): OrderLine {
  return { vendor: null, ...line };
}
