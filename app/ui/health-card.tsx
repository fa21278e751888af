import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export type Check = {
  kind: "ledger" | "reconciliation" | "receipts";
  last: { ranAt: string; checked: number; differences: number; repaired: number } | null;
};

/** The last result of every check that runs by itself. */
export function HealthCard({ checks }: { checks: Check[] }) {
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("home.health.title")}>
        {checks.map((check) => (
          <CheckResult key={check.kind} check={check} />
        ))}
      </Titled>
    </Card>
  );
}

function CheckResult({ check }: { check: Check }) {
  const { t } = useTexts();
  const { moment } = useFormats();
  const { kind, last } = check;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {t(`home.health.kind.${kind}`)}
        </Text>
        <CheckBadge last={last} />
      </InlineStack>
      <Text as="p">{useCheckText(check)}</Text>
      {last && (
        <Text as="p" variant="bodySm" tone="subdued">
          {t("home.health.when", { when: moment(last.ranAt) })}
        </Text>
      )}
      {last && isBad(check) && <Text as="p">{t("home.health.contact")}</Text>}
    </BlockStack>
  );
}

function CheckBadge({ last }: Pick<Check, "last">) {
  const { t } = useTexts();
  if (!last) return <Badge>{t("home.health.waiting")}</Badge>;
  const good = last.differences === last.repaired;
  return (
    <Badge tone={good ? "success" : "critical"}>
      {good ? t("home.health.good") : t("home.health.bad")}
    </Badge>
  );
}

function useCheckText({ kind, last }: Check): string {
  const { t } = useTexts();
  const { count } = useFormats();
  if (!last) return t("home.health.never");
  const checked = count(last.checked);
  if (last.differences === 0) return t(`home.health.${kind}.good`, { checked });
  return t(`home.health.${kind}.bad`, {
    checked,
    count: last.differences,
    repaired: count(last.repaired),
  });
}

function isBad({ last }: Check): boolean {
  return last !== null && last.differences > last.repaired;
}
