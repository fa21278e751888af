import { Card, InlineGrid } from "@shopify/polaris";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { KeyFigure } from "#app/ui/key-figure.tsx";
import { useTexts } from "#app/ui/texts.tsx";

const PARTS = ["available", "pending", "reserved", "owed"] as const;

export type Balance = Record<(typeof PARTS)[number], number>;

export function BalanceCard({ balance }: { balance: Balance }) {
  const { t } = useTexts();
  const { count } = useFormats();
  return (
    <Card>
      <Titled title={t("members.page.balance")}>
        <InlineGrid columns={{ xs: 2, sm: 4 }} gap="400">
          {PARTS.map((part) => (
            <KeyFigure key={part} label={t(`balance.${part}`)} value={count(balance[part])} />
          ))}
        </InlineGrid>
      </Titled>
    </Card>
  );
}
