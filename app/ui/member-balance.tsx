import { Card, InlineGrid } from "@shopify/polaris";
import { Titled } from "./facts.tsx";
import { useFormats } from "./formats.tsx";
import { KeyFigure } from "./key-figure.tsx";
import { useTexts } from "./texts.tsx";

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
