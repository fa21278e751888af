import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { requireMerchant } from "#app/context.server.ts";
import { transferReceipt } from "#app/queries/transfer-receipt.ts";
import { localeOf } from "#app/ui/locale.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";

/** The receipt of one transfer, as sentences in the language of the address. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const memberId = requireUuid(params, "memberId");
  const seq = /^\d{1,18}$/.test(params["seq"] ?? "") ? BigInt(params["seq"] ?? "") : 0n;
  const wish = { memberId, seq, locale: localeOf(request) };
  return json({ lines: requireFound(await transferReceipt(ctx, wish)) });
}
