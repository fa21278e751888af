import type { ShopContext } from "#app/db/context.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";

/** The process dies here, as far as the code that runs can tell. */
export class Crash extends Error {}

/**
 * A context and a gateway that crash at one point: point 0 is before the first call of Shopify or
 * of the database, point 1 after it, and so on. `happened` tells whether there was such a point.
 */
export function breakingAt(
  point: number,
  { ctx, gateway }: { ctx: ShopContext; gateway: ShopifyGateway },
) {
  let passed = 0;
  let happened = false;
  const pass = () => {
    if (passed++ !== point) return;
    happened = true;
    throw new Crash(`crashed at point ${point}`);
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    pass();
    const result = await work();
    pass();
    return result;
  };
  return {
    ctx: { ...ctx, inTransaction: (work) => guarded(() => ctx.inTransaction(work)) } as ShopContext,
    gateway: new Proxy(gateway, {
      get: (target, name: keyof ShopifyGateway) => {
        const call = target[name] as (...input: unknown[]) => Promise<unknown>;
        return (...input: unknown[]) => guarded(() => call(...input));
      },
    }),
    happened: () => happened,
  };
}
