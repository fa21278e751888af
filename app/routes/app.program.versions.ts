import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { parseForm } from "#app/ui/parse-form.ts";
import { Revision, saveStatus } from "#app/ui/save-draft-form.ts";
import { takeVersion } from "#app/usecases/take-version.ts";

const TakeForm = z.object({ version: Revision, revision: Revision });

/** Makes a published version the draft. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const form = await parseForm(request, TakeForm);
  if (!form.ok) return json({ ok: false, reason: "no-version" }, { status: 422 });
  const result = await takeVersion(ctx, form.value);
  return json(
    { ok: result.ok, reason: result.ok ? "" : result.reason },
    { status: saveStatus(result) },
  );
}
