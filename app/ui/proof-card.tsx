import { Card, Link, Text } from "@shopify/polaris";
import { ComparisonProgress } from "#app/ui/comparison-progress.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useProofText, type Proof } from "#app/ui/proof-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

type Props = {
  proof: { last: Proof; running: Parameters<typeof ComparisonProgress>[0]["running"] };
};

/** Whether all orders are accounted for, and where that is shown. */
export function ProofCard({ proof }: Props) {
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("orders.title")}>
        <Text as="p">{useProofText(proof.last)}</Text>
        <ComparisonProgress running={proof.running} />
        <Link url="/app/orders">{t("orders.proof.see")}</Link>
      </Titled>
    </Card>
  );
}
