import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TextField } from "@shopify/polaris";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { byHandPage } from "#app/queries/by-hand-page.ts";
import { memberHeading } from "#app/queries/member-page.ts";
import { ByHandPage, NamedChoice, NoteField, useFields } from "#app/ui/by-hand-form.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";

const HoldForm = z.object({
  tierId: z
    .string()
    .max(40)
    .transform((id) => id || null),
  until: z.union([z.literal("").transform(() => null), z.iso.date()]),
  note: z.string().trim().max(200),
  requestId: z.uuid(),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const member = requireFound(await memberHeading(ctx, requireUuid(params, "memberId")));
  return json({ member, ...(await byHandPage(ctx)), requestId: ctx.newId() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const memberId = requireUuid(params, "memberId");
  const form = await parseForm(request, HoldForm);
  if (!form.ok) return json({ ok: false, reason: "invalid" }, { status: 422 });

  const result = await holdTier(ctx, { memberId, ...form.value });
  if (!result.ok) return json({ ok: false, reason: result.reason }, { status: 409 });
  return json({ ok: true, reason: "" });
}

/** Invites a member into a tier, for good or until a day; or takes that back. */
export default function HoldTier() {
  const { member, tiers, requestId } = useLoaderData<typeof loader>();
  const tierId = tiers.at(-1)?.id ?? "";
  const { fields, set, t } = useFields({ tierId, until: "", note: "", requestId });
  return (
    <ByHandPage
      member={member}
      title={t("members.tier.title")}
      button={t("members.tier.button")}
      done={t("members.tier.done")}
      nothing={t("members.tier.nothing")}
      possible={tiers.length > 0}
      wish={fields}
    >
      <NamedChoice
        label={t("members.tier.tier")}
        named={tiers}
        none={t("members.tier.none")}
        value={fields.tierId}
        onChange={set("tierId")}
      />
      {fields.tierId !== "" && (
        <TextField
          label={t("members.tier.until")}
          helpText={t("members.tier.untilHelp")}
          type="date"
          value={fields.until}
          onChange={set("until")}
          autoComplete="off"
        />
      )}
      <NoteField label={t("members.adjust.note")} value={fields.note} onChange={set("note")} />
    </ByHandPage>
  );
}
