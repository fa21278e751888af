import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useState } from "react";
import { requireMerchant } from "#app/context.server.ts";
import { rewardPage } from "#app/queries/rewards-page.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { DraftFormProvider } from "#app/ui/draft-form.tsx";
import { DraftSaveBar } from "#app/ui/draft-save-bar.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { ProblemSummary } from "#app/ui/problem-summary.tsx";
import { requireFound } from "#app/ui/require-found.ts";
import { RewardFields } from "#app/ui/reward-fields.tsx";
import { useSaveDraft } from "#app/ui/use-save-draft.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  return json(requireFound(await rewardPage(ctx, params["rewardId"] ?? "")));
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
