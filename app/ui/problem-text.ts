import { useTexts } from "#app/ui/texts.tsx";
/** What the program document says of a wrong value, by the words it says it in. */
const SAID = {
  "Write a number such as 10 or 2.50.": "number",
  "Must be more than zero.": "positive",
  "Give the program a name.": "programName",
  "Give it a name.": "name",
  "Must be more than the tier before it.": "ascending",
  "Two tiers have the same id.": "sameTier",
  "Two rewards have the same id.": "sameReward",
  "A reward costs at least 1 point.": "rewardCost",
  "At most 100.": "percent",
} as const;

const LIMITS = [
  { said: /^Too big: expected string to have <=(\d+)/, key: "tooLong" },
  { said: /^Too big: .*<=(\d+)/, key: "tooBig" },
  { said: /^Too small: .*>=(\d+)/, key: "tooSmall" },
] as const;

/** Puts a problem of the draft into the reader's language. */
export function useProblemText(): (message: string) => string {
  const { t } = useTexts();
  return (message) => {
    const known = Object.entries(SAID).find(([said]) => said === message);
    if (known) return t(`problems.${known[1]}`);
    for (const { said, key } of LIMITS) {
      const limit = said.exec(message)?.[1];
      if (limit) return t(`problems.${key}`, { limit });
    }
    if (/expected (int|number)/.test(message)) return t("problems.wholeNumber");
    if (message.startsWith("Invalid input")) return t("problems.required");
    return t("problems.other", { message });
  };
}
