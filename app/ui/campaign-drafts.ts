import type { ProgramDocument } from "#app/domain/program/document.ts";
import { en } from "#app/texts/en.ts";
import { zhCN } from "#app/texts/zh-CN.ts";
import { addDay, nextYear } from "#app/ui/calendar-place.ts";
import { freshId } from "#app/ui/fresh-id.ts";

type Campaign = ProgramDocument["campaigns"][number];
type Place = { id: string; document: ProgramDocument };

/** A campaign to begin with, under this id: double points for a week, from tomorrow. */
export function freshCampaign({ id, document, today }: Place & { today: string }) {
  const rule = {
    id: freshId(`${id} rule`, ruleIdsOf(document)),
    name: { en: en.templates.double, "zh-CN": zhCN.templates.double },
    gives: { kind: "multiplier", factor: "2" },
  };
  return {
    id,
    name: { en: id },
    from: addDay(today, 1),
    until: addDay(today, 7),
    rules: [rule],
  };
}

/** The same campaign once more, under an id of its own, on the same dates of the next year. */
export function copyOf(campaign: Campaign, { id, document }: Place): Campaign {
  const taken = ruleIdsOf(document);
  const rules = campaign.rules.map((rule) => {
    const ruleId = freshId(rule.name.en, taken);
    taken.push(ruleId);
    return { ...rule, id: ruleId };
  });
  const later = (day: string | null) => (day === null ? null : nextYear(day));
  return {
    ...campaign,
    id,
    from: later(campaign.from),
    until: later(campaign.until),
    rules,
  };
}

/** Ids of all rules, those of campaigns among them. */
export function ruleIdsOf({ earning, campaigns }: ProgramDocument): string[] {
  return [...earning.rules, ...campaigns.flatMap(({ rules }) => rules)].map(({ id }) => id);
}
