import type { AppContext } from "#app/context.server.ts";
import type { Answer, ProxyRequest, RawRequest } from "#app/http/raw-request.ts";

type ProxyContext = Pick<AppContext, "readProxyCaller" | "findShop">;

/**
 * /proxy/*: what Shopify passes on from the storefront. Lets in only what Shopify signed for a
 * shop that has the app; `answer` does the rest.
 */
export async function receiveProxied(
  ctx: ProxyContext,
  request: RawRequest,
  answer: (request: ProxyRequest) => Promise<Answer>,
): Promise<Answer> {
  const caller = ctx.readProxyCaller(request.query);
  if (caller === null) return { status: 401 };
  const shop = await ctx.findShop(caller.domain);
  if (shop === null || shop.uninstalledAt !== null) return { status: 404 };
  return answer({ ...request, caller: { ...caller, shopId: shop.id } });
}
