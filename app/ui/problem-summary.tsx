import { Banner, Link, List, type BannerHandles } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import type { Problem } from "#app/ui/draft-form.tsx";
import { fieldId } from "#app/ui/draft-fields.tsx";
import { settingTextOf } from "#app/ui/program-settings.ts";
import { useProblemText } from "#app/ui/problem-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

/** Everything that is wrong with a form, on top of it; takes the focus when it appears. */
export function ProblemSummary({ problems }: { problems: Problem[] }) {
  const { t } = useTexts();
  const textOf = useProblemText();
  const named = useNamedProblem();
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
              {named(path, textOf(message))}
            </Link>
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}

/** Says which setting it is about. */
function useNamedProblem(): (path: string, text: string) => string {
  const { t } = useTexts();
  return (path, text) => {
    const key = settingTextOf(path);
    return key ? `${t(key)}: ${text}` : text;
  };
}
