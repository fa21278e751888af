/** Planned orders, placed together. A buyer whose code is refused buys without it. */
import type { PlacedOrder, PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import type { Action } from "#dev-shop/sample/action.ts";
import type { Doing, Done } from "#dev-shop/sample/do-action.ts";

export async function placePlanned(doing: Doing, actions: Action[]): Promise<Done[]> {
  const { batch } = doing;
  await learnVariants(doing, actions);
  const inputs = actions.flatMap((action) =>
    action.type === "order" ? [inputOf(doing, action)] : [],
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

/** Which variants the ordered products have. Read once: a product of a replay keeps them. */
async function learnVariants({ batch, idOf, variants }: Doing, actions: Action[]): Promise<void> {
  const keys = actions.flatMap((action) =>
    action.type === "order" ? action.order.lines.map(({ productKey }) => productKey) : [],
  );
  const unknown = [...new Set(keys)].map(idOf).filter((id) => !variants.has(id));
  for (const product of await batch.tx.findMany("product", unknown)) {
    if (product)
      variants.set(
        product.id,
        product.variants.map(({ id }) => id),
      );
  }
}

function inputOf(
  { idOf, variants }: Doing,
  action: Extract<Action, { type: "order" }>,
): PlaceOrder {
  const { customerKey, lines, ...rest } = action.order;
  return {
    ...rest,
    customerId: customerKey === null ? null : idOf(customerKey),
    at: action.at,
    lines: lines.map(({ productKey, variant = 0, quantity, unitPrice }) => ({
      variantId: variants.get(idOf(productKey))?.[variant] ?? 0,
      quantity,
      ...(unitPrice === undefined ? {} : { unitPrice }),
    })),
  };
}

function doneOf(key: string, placed: PlacedOrder): Done {
  return placed.ok ? { key, id: placed.order.id } : { key, id: 0, refusal: placed.reason };
}
