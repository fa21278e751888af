import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Metafield } from "#dev-shop/model.ts";

type Namespaces = Record<string, Record<string, { type: string; value: unknown }>>;

/** An owner's metafields as Liquid sees them; `$app` is the namespace that belongs to the app. */
export async function liquidMetafields(devShop: DevShop, ownerGid: string): Promise<Namespaces> {
  const { items } = await devShop.store.list("metafield", { owner: ownerGid, limit: 250 });
  const namespaces: Namespaces = {};
  for (const metafield of items) {
    const keys = (namespaces[metafield.namespace] ??= {});
    keys[metafield.key] = { type: metafield.type, value: liquidValue(metafield) };
  }
  const own = namespaces[`app--${String(devShop.app.id)}`];
  return own ? { ...namespaces, $app: own } : namespaces;
}

function liquidValue({ type, value }: Metafield): unknown {
  if (type === "boolean") return value === "true";
  if (type.startsWith("number_")) return Number(value);
  const isStructured = type === "json" || type === "money" || type.startsWith("list.");
  return isStructured ? (JSON.parse(value) as unknown) : value;
}
