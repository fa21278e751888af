import type { LocalText } from "#app/domain/program/basics.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { activityText, referralTexts } from "#app/texts/sentences/activities.ts";
import { combineText, earningTexts } from "#app/texts/sentences/earning.ts";
import { expiryText, refundsText } from "#app/texts/sentences/expiry.ts";
import { rewardTexts } from "#app/texts/sentences/rewards.ts";
import { campaignTexts, ruleText } from "#app/texts/sentences/rules.ts";
import type { Teller } from "#app/texts/sentences/teller.ts";
import { levelTexts, tiersTexts } from "#app/texts/sentences/tiers.ts";

export const CHAPTERS = [
  "name",
  "earning",
  "rules",
  "campaigns",
  "activities",
  "referral",
  "tiers",
  "expiry",
  "rewards",
  "refunds",
] as const;
export type ChapterName = (typeof CHAPTERS)[number];

/** One thing the program says, with the setting it comes from. */
export type StoryItem = {
  key: string;
  /** The name of what the sentences are about; null where they are about the program itself. */
  title: string | null;
  sentences: string[];
  /** What it was told from: two items that say the same may still differ. */
  value: unknown;
};
export type Chapter = { name: ChapterName; items: StoryItem[] };

/** A whole program in sentences, chapter by chapter. */
export function storyOf(document: ProgramDocument, teller: Teller): Chapter[] {
  const items: Record<ChapterName, StoryItem[]> = {
    name: nameItems(document, teller),
    earning: earningItems(document, teller),
    rules: ruleItems(document, teller),
    campaigns: document.campaigns.map((campaign) =>
      named(campaign, campaignTexts(campaign, teller), teller),
    ),
    activities: document.activities.map((activity) =>
      named(activity, [activityText(activity, teller)], teller),
    ),
    referral: document.referral === null ? [] : [referralItem(document.referral, teller)],
    tiers: tierItems(document.tiers, teller),
    expiry: [plain("expiry", [expiryText(document.expiry, teller)], document.expiry)],
    rewards: document.rewards.map((reward) => named(reward, rewardTexts(reward, teller), teller)),
    refunds: [plain("refunds", [refundsText(document.refunds, teller)], document.refunds)],
  };
  return CHAPTERS.map((name) => ({ name, items: items[name] }));
}

function nameItems({ name, pointsName }: ProgramDocument, teller: Teller): StoryItem[] {
  const { say } = teller;
  const points = pointsName === null ? null : bothNames(pointsName);
  return [
    plain("name", [say({ en: `It is called ${name}.`, zh: `名为${name}。` })], name),
    ...(points === null
      ? []
      : [
          plain(
            "pointsName",
            [say({ en: `Points are called ${points}.`, zh: `积分名为${points}。` })],
            pointsName,
          ),
        ]),
  ];
}

function earningItems({ earning }: ProgramDocument, teller: Teller): StoryItem[] {
  return earningTexts(earning, teller).map(({ key, text }) => plain(key, [text], text));
}

function ruleItems({ earning }: ProgramDocument, teller: Teller): StoryItem[] {
  const combined = combineText(earning, teller);
  return [
    ...earning.rules.map((rule) => named(rule, [ruleText(rule, teller)], teller)),
    plain("combine", [combined], earning.combine),
  ];
}

function referralItem(referral: NonNullable<ProgramDocument["referral"]>, teller: Teller) {
  return plain("referral", referralTexts(referral, teller), referral);
}

function tierItems(tiers: ProgramDocument["tiers"], teller: Teller): StoryItem[] {
  if (tiers === null) return [];
  const { levels, ...rest } = tiers;
  return [
    plain("tiers", tiersTexts(tiers, teller), rest),
    ...levels.map((level) => named(level, levelTexts(level, tiers, teller), teller)),
  ];
}

function plain(key: string, sentences: string[], value: unknown): StoryItem {
  return { key, title: null, sentences, value };
}

function named(
  item: { id: string; name: LocalText },
  sentences: string[],
  teller: Teller,
): StoryItem {
  return { key: `id.${item.id}`, title: teller.local(item.name), sentences, value: item };
}

function bothNames(name: LocalText): string {
  const chinese = name["zh-CN"];
  return chinese ? `${name.en} (${chinese})` : name.en;
}
