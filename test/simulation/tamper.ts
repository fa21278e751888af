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

/** Says something else of every program than what was published. */
export function changeDocument(world: World, words: string, others: string): void {
  const document = '"public"."program_version"."document"';
  const changed = `replace(${document}::text, ${words}, ${others})::jsonb AS "document"`;
  rewrite(world, document, (text) =>
    text.startsWith("SELECT") ? text.replace(document, changed) : text,
  );
}
