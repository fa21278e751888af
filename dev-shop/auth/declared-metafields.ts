/** The metafield definitions an app's toml declares, as `[customer.metafields.app.points]`. */
import { z } from "zod";

import { timestamp } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { MetafieldDefinition } from "#dev-shop/model.ts";

const ownerTypes = {
  customer: "CUSTOMER",
  order: "ORDER",
  product: "PRODUCT",
  variant: "PRODUCTVARIANT",
  collection: "COLLECTION",
  shop: "SHOP",
} as const;

const Declared = z.object({
  type: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  access: z
    .object({
      admin: z.string().default("merchant_read"),
      storefront: z.string().default("none"),
      customer_account: z.string().default("none"),
    })
    .prefault({}),
});
const Owner = z.object({ metafields: z.object({ app: z.record(z.string(), Declared) }) });

/** Adds those that are missing, as installing and updating an app does. */
export async function declareMetafields(devShop: DevShop): Promise<void> {
  const { store, app, clock } = devShop;
  const namespace = `app--${String(app.id)}`;
  const now = timestamp(clock.now());
  for (const [section, ownerType] of Object.entries(ownerTypes)) {
    const owner = Owner.safeParse(app.toml[section]);
    for (const [key, declared] of Object.entries(owner.data?.metafields.app ?? {})) {
      const storeKey = `${ownerType}/${namespace}/${key}`;
      if (await store.findByKey("metafield_definition", storeKey)) continue;
      const { access, type, name, description = null } = declared;
      const definition: MetafieldDefinition = {
        ...{ id: store.ids.next("metafield"), ownerType, namespace, key, type, name, description },
        validations: [],
        access: {
          admin: access.admin.toUpperCase(),
          storefront: access.storefront.toUpperCase(),
          customerAccount: access.customer_account.toUpperCase(),
        },
        createdAt: now,
        updatedAt: now,
      };
      await store.put("metafield_definition", definition);
    }
  }
}
