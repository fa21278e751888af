import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, DropZone, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { Facts, Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

type Pool = { left: number; handedOver: number; published: boolean };

export type VoucherAnswer =
  | { ok: true; added: number; known: number }
  | { ok: false; reason: "no-pool" | "empty" | "too-many" | "unreadable" }
  | { ok: false; reason: "malformed"; lines: number[] };

/** The codes that a reward hands over one by one: how many are left, and how to add more. */
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
        {pool.published ? <Upload /> : <Text as="p">{t("supply.vouchers.publishFirst")}</Text>}
      </Titled>
    </Card>
  );
}

/** A file is chosen first and sent second: codes that were added cannot be taken out again. */
function Upload() {
  const { t } = useTexts();
  const fetcher = useFetcher<VoucherAnswer>();
  const [file, setFile] = useState<File | null>(null);
  const send = async (chosen: File) => {
    const csv = await chosen.text();
    setFile(null);
    fetcher.submit(
      { intent: "add-vouchers", csv },
      { method: "post", encType: "multipart/form-data" },
    );
  };
  return (
    <BlockStack gap="300">
      <DropZone
        label={t("supply.vouchers.file")}
        accept=".csv,.txt,text/csv,text/plain"
        allowMultiple={false}
        variableHeight
        onDropAccepted={([chosen]) => setFile(chosen ?? null)}
      >
        <DropZone.FileUpload actionTitle={t("supply.vouchers.choose")} />
      </DropZone>
      <Text as="p" tone="subdued">
        {t("supply.vouchers.help")}
      </Text>
      {file && (
        <InlineStack>
          <Button variant="primary" onClick={() => void send(file)}>
            {t("supply.vouchers.add", { name: file.name })}
          </Button>
        </InlineStack>
      )}
      <div role="status">{fetcher.data && <Result answer={fetcher.data} />}</div>
    </BlockStack>
  );
}

function Result({ answer }: { answer: VoucherAnswer }) {
  const { t } = useTexts();
  if (!answer.ok) {
    const lines = answer.reason === "malformed" ? answer.lines.join(", ") : "";
    return (
      <Banner tone="critical">
        <p>{t(`supply.vouchers.refused.${answer.reason}`, { lines })}</p>
      </Banner>
    );
  }
  const { added, known } = answer;
  return (
    <Banner tone={added > 0 ? "success" : "info"}>
      <p>
        {t("supply.vouchers.added", { count: added })}
        {known > 0 && ` ${t("supply.vouchers.known", { count: known })}`}
      </p>
    </Banner>
  );
}
