import { Badge } from "@shopify/polaris";
import { useTexts } from "#app/ui/texts.tsx";

type Run = {
  state: string;
  sound: boolean;
  missed: number;
  repaired: number;
  unlisted: number;
  deleted: number;
};

/** How a comparison ended, and whether its record still is what was signed. */
export function ComparisonOutcome({ run }: { run: Run }) {
  const { t } = useTexts();
  if (!run.sound) return <Badge tone="critical">{t("orders.outcome.altered")}</Badge>;
  if (run.state !== "done") return <Badge tone="critical">{t("orders.outcome.failed")}</Badge>;
  const open = run.missed + run.unlisted - run.repaired - run.deleted;
  if (open > 0) return <Badge tone="warning">{t("orders.outcome.open")}</Badge>;
  return <Badge tone="success">{t("orders.outcome.good")}</Badge>;
}
