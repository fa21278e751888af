import type { AppContext } from "#app/context.server.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import type { World } from "#test/simulation/world.ts";

/** Puts a bug into what the app says to Shopify. */
export function changeGateway(
  world: World,
  change: (gateway: ShopifyGateway) => ShopifyGateway,
): void {
  changeContext(world, (context) => ({
    ...context,
    gatewayOf: async (shopId) => change(await context.gatewayOf(shopId)),
  }));
}

/** Puts a bug into what the app is made of. */
export function changeContext(world: World, change: (context: AppContext) => AppContext): void {
  const before = world.tamper.context ?? ((context: AppContext) => context);
  world.tamper.context = (context) => change(before(context));
}

/** Puts a bug into statements that have these words in them. */
export function rewrite(world: World, words: string, change: (text: string) => string): void {
  const before = world.tamper.statement ?? ((text: string) => text);
  world.tamper.statement = (text) => {
    const rewritten = before(text);
    return rewritten.includes(words) ? change(rewritten) : rewritten;
  };
}
