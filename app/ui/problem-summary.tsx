import { Banner, Link, List, type BannerHandles } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { CHAPTERS, type ChapterName } from "#app/texts/sentences/program-story.ts";
import type { Problem } from "#app/ui/draft-form.tsx";
import { fieldId } from "#app/ui/draft-fields.tsx";
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

/** Says which part of the program it is about, where that is not plain from the page. */
function useNamedProblem(): (path: string, text: string) => string {
  const { t } = useTexts();
  return (path, text) => {
    const chapter = CHAPTERS.findLast((name) => path.startsWith(PLACES[name]));
    return chapter ? `${t(`program.chapters.${chapter}`)}: ${text}` : text;
  };
}

const PLACES: Record<ChapterName, string> = {
  name: "name",
  earning: "earning.",
  rules: "earning.rules.",
  campaigns: "campaigns.",
  activities: "activities.",
  referral: "referral.",
  tiers: "tiers.",
  expiry: "expiry.",
  rewards: "rewards.",
  refunds: "refunds.",
};
