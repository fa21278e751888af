import type { AppContext } from "#app/context.server.ts";
import type { Answer } from "#app/http/raw-request.ts";

/** GET /health: the process lives. */
export function answerHealth(): Answer {
  return { status: 200, body: { json: { alive: true } } };
}

/** GET /ready: it can do its work, so requests may be sent its way. */
export async function answerReady(ctx: Pick<AppContext, "isReady">): Promise<Answer> {
  const ready = await ctx.isReady();
  return { status: ready ? 200 : 503, body: { json: { ready } } };
}
