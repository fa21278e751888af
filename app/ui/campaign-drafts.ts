import type { ProgramDocument } from "#app/domain/program/document.ts";
import { en } from "#app/texts/en.ts";
import { zhCN } from "#app/texts/zh-CN.ts";
import { addDay } from "#app/ui/calendar-place.ts";
import { freshId } from "#app/ui/fresh-id.ts";

type Campaign = ProgramDocument["campaigns"][number];

/** A campaign to begin with: double points for a week, from tomorrow. */
export function freshCampaign(document: ProgramDocument, today: string) {
  const name = { en: en.campaigns.newName, "zh-CN": zhCN.campaigns.newName };
  const rule = {
    id: freshId(`${name.en} rule`, ruleIdsOf(document)),
    name: { en: en.templates.double, "zh-CN": zhCN.templates.double },
    gives: { kind: "multiplier", factor: "2" },
  };
  return {
    id: freshId(name.en, idsOf(document)),
    name,
    from: addDay(today, 1),
    until: addDay(today, 7),
    rules: [rule],
  };
}

/** The same campaign once more, under ids of its own, a year later where it has days. */
export function copyOf(campaign: Campaign, document: ProgramDocument): Campaign {
  const taken = ruleIdsOf(document);
  const rules = campaign.rules.map((rule) => {
    const id = freshId(rule.name.en, taken);
    taken.push(id);
    return { ...rule, id };
  });
  const later = (day: string | null) => (day === null ? null : addDay(day, 364));
  return {
    ...campaign,
    id: freshId(campaign.name.en, idsOf(document)),
    from: later(campaign.from),
    until: later(campaign.until),
    rules,
  };
}

/** Ids of all rules, those of campaigns among them. */
export function ruleIdsOf({ earning, campaigns }: ProgramDocument): string[] {
  return [...earning.rules, ...campaigns.flatMap(({ rules }) => rules)].map(({ id }) => id);
}

function idsOf({ campaigns }: ProgramDocument): string[] {
  return campaigns.map(({ id }) => id);
}
