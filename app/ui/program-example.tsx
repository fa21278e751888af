import { useFetcher } from "@remix-run/react";
import { BlockStack, Card, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { LocalText } from "#app/domain/program/basics.ts";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { usePointsText } from "#app/ui/use-points-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

export type Example = {
  amount: string;
  points: number;
  tiers: { id: string; name: LocalText; points: number }[];
};

const PAUSE_MS = 400;

/** What an order would earn by the draft as it stands in the form. */
export function ExampleCard({ document }: { document: string }) {
  const { t } = useTexts();
  const { currency } = useFormats();
  const [amount, setAmount] = useState("80");
  const example = useExample(document, amount);
  return (
    <Card>
      <Titled title={t("program.example.title")}>
        <TextField
          label={t("program.example.label")}
          value={amount}
          onChange={setAmount}
          suffix={currency}
          inputMode="decimal"
          autoComplete="off"
        />
        <div aria-live="polite">
          {example ? (
            <Earned example={example} />
          ) : (
            <Text as="p" tone="subdued">
              {example === null ? t("program.example.invalid") : "…"}
            </Text>
          )}
        </div>
      </Titled>
    </Card>
  );
}

function Earned({ example }: { example: Example }) {
  const { t } = useTexts();
  const { money, localText } = useFormats();
  const pointsText = usePointsText();
  return (
    <BlockStack gap="100">
      <Text as="p">
        {t("program.example.order", { amount: money(example.amount) })}{" "}
        {t("program.example.noTier", { points: pointsText(example.points) })}
      </Text>
      {example.tiers.map(({ id, name, points }) => (
        <Text as="p" key={id}>
          {t("program.example.tier", { tier: localText(name), points: pointsText(points) })}
        </Text>
      ))}
    </BlockStack>
  );
}

/** Undefined until the first answer; null where the draft or the amount is not right. */
function useExample(document: string, amount: string): Example | null | undefined {
  const { submit, data } = useFetcher<{ example: Example | null }>();
  useEffect(() => {
    const post = () =>
      submit({ document, amount }, { method: "post", action: "/app/program/example" });
    const timer = setTimeout(post, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [submit, document, amount]);
  return data?.example;
}
