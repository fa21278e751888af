import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { exampleOrder } from "#app/queries/example-order.ts";
import { parseForm } from "#app/ui/parse-form.ts";
import { JsonText } from "#app/ui/save-draft-form.ts";

const ExampleForm = z.object({
  document: JsonText,
  amount: z.string().regex(/^\d{1,9}(\.\d{1,3})?$/),
});

/** What an order would earn by the draft in the form. Changes nothing. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const form = await parseForm(request, ExampleForm);
  if (!form.ok) return json({ example: null }, { status: 422 });
  return json({ example: await exampleOrder(ctx, form.value) });
}
