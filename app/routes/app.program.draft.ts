import { json, redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireMerchant } from "#app/context.server.ts";
import { parseForm } from "#app/ui/parse-form.ts";
import { SaveDraftForm, saveStatus } from "#app/ui/save-draft-form.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";

/** Keeps the draft that any page edits, then goes where that page wants to be. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const form = await parseForm(request, SaveDraftForm);
  if (!form.ok) return json({ ok: false, errors: form.errors }, { status: 422 });

  const { next, ...wish } = form.value;
  const result = await saveDraft(ctx, wish);
  if (result.ok && next) return redirect(next);
  return json(result, { status: saveStatus(result) });
}
