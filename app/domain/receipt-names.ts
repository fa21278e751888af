import type { LocalText } from "#app/domain/program/basics.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";

export type Locale = "en" | "zh-CN";
type Names = Record<string, LocalText>;

/** Names by id of what receipts mention; where one is not known, the id stands for itself. */
export type ReceiptNames = { tiers: Names; rules: Names; campaigns: Names; activities: Names };

export const noNames: ReceiptNames = { tiers: {}, rules: {}, campaigns: {}, activities: {} };

/** The names that a program gives its parts. */
export function receiptNamesOf(document: ProgramDocument): ReceiptNames {
  const { earning, campaigns, activities, tiers } = document;
  const rules = [...earning.rules, ...campaigns.flatMap((campaign) => campaign.rules)];
  return {
    tiers: byId(tiers?.levels ?? []),
    rules: byId(rules),
    campaigns: byId(campaigns),
    activities: byId(activities),
  };
}

export function nameOf(id: string, names: Names, locale: Locale): string {
  const name = names[id];
  return name?.[locale] ?? name?.en ?? id;
}

function byId(named: { id: string; name: LocalText }[]): Names {
  return Object.fromEntries(named.map(({ id, name }) => [id, name]));
}
