import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { rewardPage } from "#app/queries/rewards-page.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { DrawCard } from "#app/ui/draw-card.tsx";
import { DraftFormProvider } from "#app/ui/draft-form.tsx";
import { DraftSaveBar } from "#app/ui/draft-save-bar.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { ProblemSummary } from "#app/ui/problem-summary.tsx";
import { requireFound } from "#app/ui/require-found.ts";
import { RewardFields } from "#app/ui/reward-fields.tsx";
import { useSaveDraft } from "#app/ui/use-save-draft.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { VoucherCard } from "#app/ui/voucher-card.tsx";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { drawWinners } from "#app/usecases/draw-winners.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  return json(requireFound(await rewardPage(ctx, params["rewardId"] ?? "")));
}

const SupplyForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("add-vouchers"), csv: z.string().max(8_000_000) }),
  z.object({ intent: z.literal("draw"), winners: z.coerce.number().int().min(1).max(1000) }),
]);

/** Adds codes to the reward's pool, or draws the winners. Asking twice is asking once. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const rewardId = params["rewardId"] ?? "";
  const { supply } = requireFound(await rewardPage(ctx, rewardId));
  const form = await parseForm(request, SupplyForm);
  if (!form.ok) return json({ ok: false, reason: "unreadable" }, { status: 422 });
  if (form.value.intent === "add-vouchers") {
    const added = await addVouchers(ctx, { rewardId, csv: form.value.csv });
    return json(added, { status: added.ok ? 200 : 422 });
  }
  if (supply?.kind !== "draw-ticket") return requireFound(null);
  const { winners } = form.value;
  const drawn = await drawWinners(ctx, { drawId: supply.draw, winners });
  return json({ ok: drawn.ok }, { status: drawn.ok ? 200 : 409 });
}

export default function EditReward() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const page = useLoaderData<typeof loader>();
  const saving = useSaveDraft(page.draft);
  const reward = page.draft.document.rewards[page.index];
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  return (
    <Page
      title={reward ? localText(reward.name) : ""}
      backAction={{ content: t("rewards.title"), url: "/app/rewards" }}
      primaryAction={{
        content: t("rewards.publish"),
        onAction: () => navigate("/app/program/publish"),
        disabled: saving.draft.dirty,
      }}
      secondaryActions={[
        { content: t("rewards.edit.remove"), destructive: true, onAction: () => setRemoving(true) },
      ]}
    >
      <ConfirmRemoval
        open={removing}
        busy={saving.busy}
        onConfirm={() => saving.saveAndGo(without(page.draft.document, page.index), "/app/rewards")}
        onClose={() => setRemoving(false)}
      />
      <DraftSaveBar id="reward" draft={saving.draft} busy={saving.busy} save={saving.save} />
      <DraftFormProvider draft={saving.draft} problems={saving.problems}>
        <BlockStack gap="400">
          <ConflictBanner show={saving.conflict} />
          <ProblemSummary problems={saving.problems} />
          {page.supply?.kind === "voucher" && <VoucherCard pool={page.supply} />}
          {page.supply?.kind === "draw-ticket" && <DrawCard draw={page.supply} />}
          <RewardFields path={`rewards.${page.index}`} />
        </BlockStack>
      </DraftFormProvider>
    </Page>
  );
}

function ConfirmRemoval(props: {
  open: boolean;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  return (
    <ConfirmModal
      id="remove-reward"
      {...props}
      title={t("rewards.edit.removeTitle")}
      text={t("rewards.edit.removeText")}
      action={t("actions.remove")}
      tone="critical"
    />
  );
}

function without<D extends { rewards: unknown[] }>(document: D, index: number): D {
  return { ...document, rewards: document.rewards.filter((_, at) => at !== index) };
}
