import { useFetcher } from "@remix-run/react";
import { Button, InlineError, InlineStack } from "@shopify/polaris";
import { useState } from "react";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { useMemberRefusal, type MemberRefusal } from "#app/ui/member-refusal.ts";
import { usePointsText } from "#app/ui/use-points-text.ts";
import { useToast } from "#app/ui/use-toast.ts";
import { useTexts } from "#app/ui/texts.tsx";

export type UndoWish = { adjustmentId: string; points: number; requestId: string };

/** Books an adjustment the other way, once that is confirmed. */
export function UndoAdjustment({ wish }: { wish: UndoWish }) {
  const { t } = useTexts();
  const pointsText = usePointsText();
  const refusalText = useMemberRefusal();
  const fetcher = useFetcher<MemberRefusal & { ok: boolean }>();
  const [asking, setAsking] = useState(false);
  useToast(fetcher.data, t("members.undo.done"));
  const id = `undo-${wish.adjustmentId}`;
  const undo = () => {
    const { adjustmentId, requestId } = wish;
    setAsking(false);
    fetcher.submit({ adjustmentId, requestId }, { method: "post" });
  };
  return (
    <InlineStack gap="200" blockAlign="center">
      <Button
        id={id}
        size="slim"
        loading={fetcher.state !== "idle"}
        onClick={() => setAsking(true)}
      >
        {t("members.page.undo")}
      </Button>
      {fetcher.data?.ok === false && (
        <InlineError message={refusalText(fetcher.data)} fieldID={id} />
      )}
      <ConfirmModal
        id={`confirm-${id}`}
        open={asking}
        title={t("members.undo.title")}
        text={t("members.undo.text", { points: pointsText(Math.abs(wish.points)) })}
        action={t("members.undo.action")}
        busy={fetcher.state !== "idle"}
        onConfirm={undo}
        onClose={() => setAsking(false)}
      />
    </InlineStack>
  );
}
