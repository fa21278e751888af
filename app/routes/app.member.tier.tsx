import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TextField } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { holdTierPage } from "#app/queries/hold-tier-page.ts";
import { ByHandPage, NamedChoice, NoteField, useFields } from "#app/ui/by-hand-form.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { usePointsText } from "#app/ui/use-points-text.ts";
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
  const page = requireFound(await holdTierPage(ctx, requireUuid(params, "memberId")));
  return json({ ...page, requestId: ctx.newId() });
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

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

/** Invites a member into a tier, for good or until a day; or takes that back. */
export default function HoldTier() {
  const page = useLoaderData<typeof loader>();
  const { held, tiers, requestId } = page;
  const { fields, set, t } = useFields({
    tierId: held?.tierId ?? "",
    until: held?.lastDay ?? "",
    note: held?.note ?? "",
    requestId,
  });
  const question = useHoldQuestion(page, fields.tierId);
  const [tried, setTried] = useState(false);
  return (
    <ByHandPage
      member={page.member}
      title={t("members.tier.title")}
      button={t("members.tier.button")}
      done={t("members.tier.done")}
      nothing={t("members.tier.nothing")}
      possible={tiers.length > 0}
      wish={fields}
      question={question}
      onTry={() => setTried(true)}
    >
      <NamedChoice
        label={t("members.tier.tier")}
        named={tiers}
        {...(held ? { none: t("members.tier.none") } : { placeholder: t("members.tier.choose") })}
        value={fields.tierId}
        onChange={set("tierId")}
        {...(tried && !question ? { error: t("members.tier.needed") } : {})}
      />
      {fields.tierId !== "" && <UntilField value={fields.until} onChange={set("until")} />}
      <NoteField label={t("members.adjust.note")} value={fields.note} onChange={set("note")} />
    </ByHandPage>
  );
}

function UntilField(props: { value: string; onChange: (value: string) => void }) {
  const { t } = useTexts();
  return (
    <TextField
      label={t("members.tier.until")}
      helpText={t("members.tier.untilHelp")}
      type="date"
      {...props}
      autoComplete="off"
    />
  );
}

/** What holding there gives, or what taking back leaves; null until a tier is chosen. */
function useHoldQuestion({ member, held, tiers }: PageData, tierId: string) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const pointsText = usePointsText();
  const name = useMemberName()({ ...member, customerNumber: member.customerNumbers[0] ?? null });
  const tier = tiers.find(({ id }) => id === tierId);
  if (tier) {
    const { giftPoints } = tier;
    return {
      title: t("members.tier.confirmHold", { name, tier: localText(tier.name) }),
      text:
        giftPoints > 0
          ? t("members.tier.gift", { points: pointsText(giftPoints) })
          : t("members.tier.noGift"),
    };
  }
  if (!held) return null;
  return {
    title: t("members.tier.confirmTakeBack", { name }),
    text: t("members.tier.takeBackText"),
  };
}
