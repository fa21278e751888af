import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMerchant } from "#app/context.server.ts";
import { drawnTickets } from "#app/queries/reward-supply-card.ts";
import { requireFound } from "#app/ui/require-found.ts";

/** The tickets of a draw that was held, as a CSV: with the seed, all that a check needs. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const tickets = requireFound(await drawnTickets(ctx, params["drawId"] ?? ""));
  const lines = tickets.map(({ id, memberId }) => `${id},${memberId}`);
  return new Response(["ticket,member", ...lines, ""].join("\n"), {
    headers: { "Content-Type": "text/csv; charset=utf-8", "Cache-Control": "no-store" },
  });
}
