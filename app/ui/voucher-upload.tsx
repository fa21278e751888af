import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, DropZone, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTexts } from "#app/ui/texts.tsx";

type Found = { ok: true; found: number; known: number; first: string; last: string };
type Added = { ok: true; added: number; known: number };
type Refused =
  | { ok: false; reason: "no-pool" | "empty" | "too-many" | "unreadable" }
  | { ok: false; reason: "malformed"; lines: number[]; text: string };

/** A file is chosen first, what is in it is shown, and it is added only then. */
export function VoucherUpload() {
  const { t } = useTexts();
  const fetcher = useFetcher<Found | Added | Refused>();
  const [csv, setCsv] = useState<string | null>(null);
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  const send = (intent: string, text: string) =>
    fetcher.submit({ intent, csv: text }, { method: "post", encType: "multipart/form-data" });
  const choose = async (file: File) => {
    const text = await file.text();
    setCsv(text);
    send("check-vouchers", text);
  };
  const add = (text: string) => {
    setCsv(null);
    send("add-vouchers", text);
  };
  return (
    <BlockStack gap="300">
      <DropZone
        label={t("supply.vouchers.file")}
        accept=".csv,.txt,text/csv,text/plain"
        allowMultiple={false}
        variableHeight
        onDropAccepted={([file]) => void (file && choose(file))}
      >
        <DropZone.FileUpload actionTitle={t("supply.vouchers.choose")} />
      </DropZone>
      <Text as="p" tone="subdued">
        {t("supply.vouchers.help")}
      </Text>
      <div role="status">
        {answer && !answer.ok && <Refusal answer={answer} />}
        {answer?.ok && "added" in answer && <Result answer={answer} />}
        {answer?.ok && "found" in answer && csv !== null && (
          <Preview found={answer} add={() => add(csv)} cancel={() => setCsv(null)} />
        )}
      </div>
    </BlockStack>
  );
}

/** What a file would add, for people to see whether it is the right one. */
function Preview(props: { found: Found; add: () => void; cancel: () => void }) {
  const { t } = useTexts();
  const { found, known, first, last } = props.found;
  return (
    <BlockStack gap="300">
      <Banner tone={found > known ? "info" : "warning"}>
        <p style={{ overflowWrap: "anywhere" }}>
          {t("supply.vouchers.found", { count: found, first, last })}
          {known > 0 && ` ${t("supply.vouchers.foundKnown", { count: known })}`}
        </p>
      </Banner>
      <InlineStack gap="200">
        {found > known && (
          <Button variant="primary" onClick={props.add}>
            {t("supply.vouchers.add", { count: found - known })}
          </Button>
        )}
        <Button onClick={props.cancel}>{t("actions.cancel")}</Button>
      </InlineStack>
    </BlockStack>
  );
}

function Refusal({ answer }: { answer: Refused }) {
  const { t } = useTexts();
  const told =
    answer.reason === "malformed" ? { lines: answer.lines.join(", "), text: answer.text } : {};
  return (
    <Banner tone="critical">
      <p style={{ overflowWrap: "anywhere" }}>
        {t(`supply.vouchers.refused.${answer.reason}`, told)}
      </p>
    </Banner>
  );
}

function Result({ answer: { added, known } }: { answer: Added }) {
  const { t } = useTexts();
  return (
    <Banner tone={added > 0 ? "success" : "info"}>
      <p>
        {t("supply.vouchers.added", { count: added })}
        {known > 0 && ` ${t("supply.vouchers.known", { count: known })}`}
      </p>
    </Banner>
  );
}
