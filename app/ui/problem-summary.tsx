import { Banner, Link, List, type BannerHandles } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { CHAPTERS, type ChapterName } from "#app/texts/sentences/program-story.ts";
import { fieldId } from "#app/ui/draft-fields.tsx";
import { useFieldFinder, type Problem } from "#app/ui/draft-form.tsx";
import { useProblemText } from "#app/ui/problem-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

/** Everything that is wrong with a form, on top of it; takes the focus when something is new. */
export function ProblemSummary({ problems }: { problems: Problem[] }) {
  const { t } = useTexts();
  const textOf = useProblemText();
  const fieldOf = useFieldFinder();
  const named = useNamedProblem();
  const banner = useRef<BannerHandles>(null);
  const told = useRef(problems);
  useEffect(() => {
    // Not when there are fewer: somebody is typing in the field that was wrong.
    if (problems.some((problem) => !told.current.includes(problem))) banner.current?.focus();
    told.current = problems;
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <Banner ref={banner} tone="critical" title={t("problems.title", { count: problems.length })}>
      <List>
        {problems.map(({ path, message }) => (
          <List.Item key={`${path} ${message}`}>
            <Link onClick={() => focusOn(fieldOf(path)?.path ?? path)}>
              {named(path, textOf(message))}
            </Link>
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}

function focusOn(path: string): void {
  document.getElementById(fieldId(path))?.focus();
}

/** Says which field it is about, or, where none is in sight, which part of the program. */
function useNamedProblem(): (path: string, text: string) => string {
  const { t } = useTexts();
  const fieldOf = useFieldFinder();
  return (path, text) => {
    const field = fieldOf(path);
    if (field) return `${field.label}: ${text}`;
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
