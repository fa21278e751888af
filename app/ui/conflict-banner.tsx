import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Said when somebody else saved the same draft in the meantime. */
export function ConflictBanner({ show }: { show: boolean }) {
  const { t } = useTranslation();
  if (!show) return null;
  return (
    <Banner tone="warning">
      <p>{t("problems.changedElsewhere")}</p>
    </Banner>
  );
}
