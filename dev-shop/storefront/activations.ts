import { z } from "zod";
import { timestamp } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";

/** A block placed in a template, or an embed switched on (then without a template). */
const Activation = z.object({
  id: z.string(),
  extension: z.string(),
  block: z.string(),
  template: z.string().nullable(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Activation = z.infer<typeof Activation>;

const KEY = "theme-activations";
const Data = z.object({ items: z.array(Activation) });

/** What the merchant switched on in the theme editor. */
export async function listActivations(devShop: DevShop): Promise<Activation[]> {
  const entry = await devShop.store.findByKey("setting", KEY);
  return entry ? Data.parse(entry.data).items : [];
}

/** Replaces the list of activations by what `change` makes of it. */
export async function changeActivations(
  devShop: DevShop,
  change: (items: Activation[]) => Activation[],
): Promise<void> {
  const now = timestamp(devShop.clock.now());
  await devShop.store.transaction(async (tx) => {
    const entry = await tx.findByKey("setting", KEY);
    const id = entry?.id ?? devShop.store.ids.next("other");
    const items = entry ? Data.parse(entry.data).items : [];
    const data = { items: change(items) };
    await tx.put("setting", { id, key: KEY, createdAt: now, updatedAt: now, data });
  });
}

/** Switches an embed on, or places a block in a template, unless it is there already. */
export async function activateBlock(
  devShop: DevShop,
  {
    extension,
    block,
    template,
    settings = {},
  }: Omit<Activation, "id" | "settings"> & Partial<Pick<Activation, "settings">>,
): Promise<void> {
  const id = `${block}_${template ?? "embed"}`;
  await changeActivations(devShop, (items) => {
    const others = items.filter((item) => item.id !== id || item.extension !== extension);
    return [...others, { id, extension, block, template, settings }];
  });
}
