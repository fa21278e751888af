import { Banner } from "@shopify/polaris";
import { useTexts } from "#app/ui/texts.tsx";

/** Said when somebody else saved the same draft in the meantime. */
export function ConflictBanner({ show }: { show: boolean }) {
  const { t } = useTexts();
  if (!show) return null;
  return (
    <Banner tone="warning">
      <p>{t("problems.changedElsewhere")}</p>
    </Banner>
  );
}
