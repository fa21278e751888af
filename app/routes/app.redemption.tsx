import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { redemptionPage } from "#app/queries/redemption-page.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { RedemptionDetails } from "#app/ui/redemption-details.tsx";
import { RedemptionHistory } from "#app/ui/redemption-history.tsx";
import {
  canTakeBack,
  RedemptionStateBadge,
  type RedemptionState,
} from "#app/ui/redemption-state.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { useToast } from "#app/ui/use-toast.ts";
import { fulfillRedemption, undoFulfillment } from "#app/usecases/fulfill-redemption.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const redemptionId = requireUuid(params, "redemptionId");
  return json(requireFound(await redemptionPage(ctx, redemptionId)));
}

const DoneForm = z.object({ intent: z.enum(["take-back", "fulfill", "undo"]) });

/** Takes it back, or ticks it off. Asking twice is asking once, so there is no request id. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const redemptionId = requireUuid(params, "redemptionId");
  const form = await parseForm(request, DoneForm);
  if (!form.ok) return json({ ok: false, reason: "" }, { status: 422 });
  const result = await INTENTS[form.value.intent](ctx, redemptionId);
  if (result.ok) return json({ ok: true, reason: "" });
  if (result.reason === "unknown") return requireFound(null);
  return json({ ok: false, reason: result.reason }, { status: 409 });
}

type Merchant = Awaited<ReturnType<typeof requireMerchant>>;

const INTENTS = {
  "take-back": (ctx: Merchant, redemptionId: string) =>
    returnRedemption(ctx, { redemptionId, reason: "Taken back by hand" }),
  fulfill: (ctx: Merchant, redemptionId: string) => fulfillRedemption(ctx, { redemptionId }),
  undo: (ctx: Merchant, redemptionId: string) => undoFulfillment(ctx, { redemptionId }),
};

export default function Redemption() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const redemption = useLoaderData<typeof loader>();
  const takeBack = useTakeBack(redemption.costPoints);
  const tickOff = useTickOff(redemption.state, redemption.gives.kind);
  return (
    <Page
      title={localText(redemption.rewardName)}
      titleMetadata={<RedemptionStateBadge state={redemption.state} />}
      backAction={{ content: t("redemptions.title"), url: "/app/redemptions" }}
      {...(tickOff ? { primaryAction: tickOff } : {})}
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

/** What staff does by hand waits until it is ticked off, and can be put back. */
function useTickOff(state: RedemptionState, kind: string) {
  const { t } = useTexts();
  const fetcher = useFetcher<typeof action>();
  const done = state === "delivered";
  useToast(fetcher.data, t("redemptions.service.saved"));
  if (kind !== "service" || (state !== "waiting" && !done)) return null;
  const intent = done ? "undo" : "fulfill";
  return {
    content: t(`redemptions.service.${intent}`),
    loading: fetcher.state !== "idle",
    onAction: () => fetcher.submit({ intent }, { method: "post" }),
  };
}

function useTakeBack(costPoints: number) {
  const { t } = useTexts();
  const fetcher = useFetcher<typeof action>();
  const [asking, setAsking] = useState(false);
  useToast(fetcher.data, t("redemptions.takeBack.done"));
  const busy = fetcher.state !== "idle";
  const confirm = () => {
    setAsking(false);
    fetcher.submit({ intent: "take-back" }, { method: "post" });
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
        text={t(`redemptions.takeBack.${costPoints > 0 ? "text" : "freeText"}`)}
        action={t("redemptions.takeBack.action")}
        tone="critical"
        busy={busy}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    ),
  };
}
