/** Planned orders, placed together. A buyer whose code is refused buys without it. */
import type { PlacedOrder, PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import type { Product } from "#dev-shop/model.ts";
import type { Action } from "#dev-shop/sample/action.ts";
import type { Doing, Done } from "#dev-shop/sample/do-action.ts";

export async function placePlanned(doing: Doing, actions: Action[]): Promise<Done[]> {
  const { batch } = doing;
  const products = await loadProducts(doing, actions);
  const inputs = actions.flatMap((action) =>
    action.type === "order" ? [inputOf(doing, { action, products })] : [],
  );
  const placed = await batch.placeOrders(inputs);
  const done: Done[] = [];
  for (const [index, first] of placed.entries()) {
    const input = inputs[index];
    const key = actions[index]?.key ?? "";
    const isCode = !first.ok && first.reason === "code-refused";
    const again = isCode && input ? await batch.placeOrders([{ ...input, codes: [] }]) : [];
    done.push({ ...doneOf(key, again[0] ?? first), codesRefused: isCode ? 1 : 0 });
  }
  return done;
}

async function loadProducts(
  { batch, idOf }: Doing,
  actions: Action[],
): Promise<Map<number, Product>> {
  const keys = actions.flatMap((action) =>
    action.type === "order" ? action.order.lines.map(({ productKey }) => productKey) : [],
  );
  const found = await batch.tx.findMany("product", [...new Set(keys)].map(idOf));
  return new Map(found.flatMap((product) => (product ? [[product.id, product] as const] : [])));
}

function inputOf(
  { idOf }: Doing,
  {
    action,
    products,
  }: { action: Extract<Action, { type: "order" }>; products: Map<number, Product> },
): PlaceOrder {
  const { customerKey, lines, ...rest } = action.order;
  return {
    ...rest,
    customerId: customerKey === null ? null : idOf(customerKey),
    at: action.at,
    lines: lines.map(({ productKey, variant = 0, quantity, unitPrice }) => ({
      variantId: products.get(idOf(productKey))?.variants[variant]?.id ?? 0,
      quantity,
      ...(unitPrice === undefined ? {} : { unitPrice }),
    })),
  };
}

function doneOf(key: string, placed: PlacedOrder): Done {
  return placed.ok ? { key, id: placed.order.id } : { key, id: 0, refusal: placed.reason };
}
