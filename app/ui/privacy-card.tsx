import { BlockStack, Button, Card, InlineError, Text } from "@shopify/polaris";
import { useState } from "react";
import { downloadFile } from "#app/ui/download-file.ts";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export type DataRequest = {
  id: string;
  receivedAt: string;
  dueAt: string;
  customerNumber: string | null;
};

/** Data requests of customers, with the answer to download and pass on. */
export function PrivacyCard({ requests }: { requests: DataRequest[] }) {
  const { t } = useTexts();
  if (requests.length === 0) return null;
  return (
    <Card>
      <Titled title={t("home.privacy.title")}>
        <Text as="p">{t("home.privacy.text")}</Text>
        {requests.map((request) => (
          <Request key={request.id} request={request} />
        ))}
      </Titled>
    </Card>
  );
}

function Request({ request }: { request: DataRequest }) {
  const { t } = useTexts();
  const { day, moment } = useFormats();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const download = async () => {
    setState("busy");
    const { id } = request;
    const there = await downloadFile(`/app/privacy/${id}`, `data-request-${id}.json`);
    setState(there ? "idle" : "failed");
  };
  return (
    <BlockStack gap="150" inlineAlign="start">
      <Text as="h3" variant="headingSm">
        {t("home.privacy.request", { number: request.customerNumber ?? "" })}
      </Text>
      <Text as="p" tone="subdued">
        {t("home.privacy.due", { when: moment(request.receivedAt), due: day(request.dueAt) })}
      </Text>
      <Button loading={state === "busy"} onClick={() => void download()}>
        {t("home.privacy.download")}
      </Button>
      {state === "failed" && (
        <InlineError message={t("home.privacy.failed")} fieldID={request.id} />
      )}
    </BlockStack>
  );
}
