import { Banner, Link, List, type BannerHandles } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "./draft-form.tsx";
import { fieldId } from "./draft-fields.tsx";
import { useProblemText } from "./problem-text.ts";

/** Everything that is wrong with a form, on top of it; takes the focus when it appears. */
export function ProblemSummary({ problems }: { problems: Problem[] }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const banner = useRef<BannerHandles>(null);
  useEffect(() => {
    if (problems.length > 0) banner.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <Banner ref={banner} tone="critical" title={t("problems.title", { count: problems.length })}>
      <List>
        {problems.map(({ path, message }) => (
          <List.Item key={`${path} ${message}`}>
            <Link onClick={() => document.getElementById(fieldId(path))?.focus()}>
              {textOf(message)}
            </Link>
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}
