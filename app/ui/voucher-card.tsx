import { useFetcher } from "@remix-run/react";
import { Banner, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { Facts, Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useToast } from "#app/ui/use-toast.ts";
import { VoucherUpload } from "#app/ui/voucher-upload.tsx";

type Pool = { left: number; handedOver: number; published: boolean };

/** The codes that a reward hands over one by one: how many are left, adding, withdrawing. */
export function VoucherCard({ pool }: { pool: Pool }) {
  const { t } = useTexts();
  const { count } = useFormats();
  const facts = [
    { label: t("supply.vouchers.left"), value: count(pool.left) },
    { label: t("supply.vouchers.handedOver"), value: count(pool.handedOver) },
  ];
  return (
    <Card>
      <Titled title={t("supply.vouchers.title")}>
        <Facts facts={facts} />
        {pool.published && pool.left === 0 && (
          <Banner tone="warning">
            <p>{t("supply.vouchers.empty")}</p>
          </Banner>
        )}
        {pool.published ? (
          <VoucherUpload />
        ) : (
          <Text as="p">{t("supply.vouchers.publishFirst")}</Text>
        )}
        <Withdrawal left={pool.left} />
      </Titled>
    </Card>
  );
}

/** The way back for codes that should not have been added, as long as nobody has them. */
function Withdrawal({ left }: { left: number }) {
  const { t } = useTexts();
  const fetcher = useFetcher<{ ok: boolean }>();
  const [asking, setAsking] = useState(false);
  useToast(fetcher.data, t("supply.vouchers.withdrawn"));
  const withdraw = () => {
    setAsking(false);
    fetcher.submit(
      { intent: "withdraw-vouchers" },
      { method: "post", encType: "multipart/form-data" },
    );
  };
  if (left === 0) return null;
  return (
    <InlineStack>
      <Button
        tone="critical"
        variant="plain"
        loading={fetcher.state !== "idle"}
        onClick={() => setAsking(true)}
      >
        {t("supply.vouchers.withdraw")}
      </Button>
      <ConfirmModal
        id="withdraw-vouchers"
        open={asking}
        busy={fetcher.state !== "idle"}
        title={t("supply.vouchers.withdrawTitle")}
        text={t("supply.vouchers.withdrawText", { count: left })}
        action={t("supply.vouchers.withdrawAction")}
        tone="critical"
        onConfirm={withdraw}
        onClose={() => setAsking(false)}
      />
    </InlineStack>
  );
}
