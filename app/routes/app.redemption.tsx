import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import { requireMerchant } from "#app/context.server.ts";
import { redemptionPage } from "#app/queries/redemption-page.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { RedemptionDetails } from "#app/ui/redemption-details.tsx";
import { RedemptionHistory } from "#app/ui/redemption-history.tsx";
import { canTakeBack, RedemptionStateBadge } from "#app/ui/redemption-state.tsx";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { useToast } from "#app/ui/use-toast.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const redemptionId = requireUuid(params, "redemptionId");
  return json(requireFound(await redemptionPage(ctx, redemptionId)));
}

/** Takes the reward back. Asking twice is asking once, so there is no form and no request id. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const redemptionId = requireUuid(params, "redemptionId");
  const result = await returnRedemption(ctx, { redemptionId, reason: "Taken back by hand" });
  if (result.ok) return json({ ok: true, reason: "" });
  if (result.reason === "unknown") return requireFound(null);
  return json({ ok: false, reason: result.reason }, { status: 409 });
}

export default function Redemption() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const redemption = useLoaderData<typeof loader>();
  const takeBack = useTakeBack();
  return (
    <Page
      title={localText(redemption.rewardName)}
      titleMetadata={<RedemptionStateBadge state={redemption.state} />}
      backAction={{ content: t("redemptions.title"), url: "/app/redemptions" }}
      secondaryActions={canTakeBack(redemption.state) ? [takeBack.action] : []}
    >
      {takeBack.modal}
      <BlockStack gap="400">
        {takeBack.refusal && <Banner tone="critical" title={takeBack.refusal} />}
        <Layout>
          <Layout.Section>
            <Card>
              <Titled title={t("redemptions.page.history")}>
                <RedemptionHistory events={redemption.events} />
              </Titled>
            </Card>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <Card>
              <Titled title={t("redemptions.page.details")}>
                <RedemptionDetails redemption={redemption} />
              </Titled>
            </Card>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

function useTakeBack() {
  const { t } = useTexts();
  const fetcher = useFetcher<typeof action>();
  const [asking, setAsking] = useState(false);
  useToast(fetcher.data, t("redemptions.takeBack.done"));
  const busy = fetcher.state !== "idle";
  const confirm = () => {
    setAsking(false);
    fetcher.submit({}, { method: "post" });
  };
  const reason = fetcher.data?.reason ?? "";
  const known = reason === "used" ? "already-used" : "already-ended";
  return {
    action: {
      content: t("redemptions.page.takeBack"),
      loading: busy,
      onAction: () => setAsking(true),
    },
    refusal: reason === "" ? null : t(`redemptions.refusal.${known}`),
    modal: (
      <ConfirmModal
        id="take-back"
        open={asking}
        title={t("redemptions.takeBack.title")}
        text={t("redemptions.takeBack.text")}
        action={t("redemptions.takeBack.action")}
        tone="critical"
        busy={busy}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    ),
  };
}
