import type { EarnOffer } from "#app/domain/earn-offers.ts";
import type { Remainder } from "#app/domain/earn-remainder.ts";
import type { Activity } from "#app/domain/program/activity.ts";
import type { OrderRule } from "#app/domain/program/earning.ts";
import { partsOf } from "#app/domain/program/condition-places.ts";
import type { Program } from "#app/domain/program/program.ts";
import { tellReferral } from "#app/queries/storefront-referral.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";
import { termsOf, whatFor } from "#app/texts/sentences/activities.ts";
import { conditionText } from "#app/texts/sentences/conditions.ts";
import { boundsTexts } from "#app/texts/sentences/limits.ts";
import { ruleLinesText } from "#app/texts/sentences/rules.ts";
import { namesOf, tellerOf, type Teller } from "#app/texts/sentences/teller.ts";
import { earnTexts, type EarnTexts } from "#app/texts/storefront-earn.ts";

/** What a shopper reads of one way to earn; `done` where nothing more comes of it for now. */
type Row = {
  /** No reward's. */
  id: string;
  name: string;
  gives: string | null;
  detail: string | null;
  done: string | null;
};

type Telling = { format: StorefrontFormat; teller: Teller; texts: EarnTexts };

/** How points can be had as of now, by whoever asks: by orders, by activities, by friends. */
export function storefrontEarn(
  { program, offers }: { program: Program; offers: EarnOffer[] },
  format: StorefrontFormat,
): Row[] {
  const { locale } = format;
  const telling = { format, teller: tellerFor(program, format), texts: earnTexts(locale) };
  return offers.map((offer) => rowOf(offer, telling));
}

/** 20 points, ×2 points for 7 days. */
export function activityGives(gives: Activity["gives"], format: StorefrontFormat): string {
  if (gives.kind === "points") return format.points(gives.points);
  const { factor, days } = gives;
  return earnTexts(format.locale).factorFor(factor, format.count(days), days === 1);
}

const tellers = new WeakMap<Program, Map<string, Teller>>();

/** Made once for each language: making formats of numbers takes long. */
function tellerFor(program: Program, { locale }: StorefrontFormat): Teller {
  const known = tellers.get(program) ?? new Map<string, Teller>();
  tellers.set(program, known);
  const { currency, document } = program;
  const names = namesOf(document);
  const teller = known.get(locale) ?? tellerOf({ locale, currency, names, forShoppers: true });
  known.set(locale, teller);
  return teller;
}

function rowOf(offer: EarnOffer, telling: Telling): Row {
  const { texts, format } = telling;
  switch (offer.kind) {
    case "orders":
      return ordersRow(offer, telling);
    case "rule":
      return ruleRow(offer, telling);
    case "more-for-activities":
      return moreRow(offer, telling);
    case "activity":
      return activityRow(offer, telling);
    case "referral": {
      const { gives, detail: terms } = tellReferral(offer.referral, format);
      const detail = joined([terms, ...boundsTexts(offer.referral, telling.teller)], telling);
      const done = offer.done && texts.done[offer.done];
      return { id: "referral:", name: texts.referral, gives, detail, done };
    }
  }
}

type Of<K> = Extract<EarnOffer, { kind: K }>;

function ordersRow({ earning, faster }: Of<"orders">, telling: Telling): Row {
  const { format, texts, teller } = telling;
  const { points, perAmount, minimumOrder, exclude, hold, caps, budgetPoints } = earning;
  const parts = [
    minimumOrder === null ? null : texts.minimumOrder(format.briefMoney(minimumOrder)),
    faster && texts.tier(format.name(faster.name), faster.multiplier),
    Object.values(exclude).some((named) => named.length > 0) ? texts.someExcluded : null,
    texts.hold(format.count(hold.days), hold.days, hold.after),
    ...boundsTexts({ caps }, teller),
    budgetPoints === null ? null : texts.whileItLasts,
  ];
  return {
    id: "orders:",
    name: texts.orders,
    gives: texts.rate(teller.points(points), format.briefMoney(perAmount)),
    detail: joined(parts, telling),
    done: null,
  };
}

function ruleRow({ rule, campaign, rest }: Of<"rule">, telling: Telling): Row {
  const { format, texts, teller } = telling;
  const { caps, limits, budgetPoints, lines } = rule;
  const isLimited = budgetPoints !== null || (campaign?.budgetPoints ?? null) !== null;
  const parts = [
    lines === null ? null : ruleLinesText(lines, teller),
    remainderText(rest, telling),
    campaign?.until ? texts.until(format.day(campaign.until)) : null,
    ...boundsTexts({ caps, limits }, teller),
    isLimited ? texts.whileItLasts : null,
  ];
  return {
    id: `rule:${rule.id}`,
    name: format.name(rule.name),
    gives: ruleGives(rule, telling),
    detail: joined(parts, telling),
    done: null,
  };
}

function ruleGives({ gives }: OrderRule, { format, texts, teller }: Telling): string {
  switch (gives.kind) {
    case "rate":
      return texts.rate(teller.points(gives.points), format.briefMoney(gives.perAmount));
    case "per-item":
      return texts.perItem(teller.points(gives.points));
    case "fixed":
      return texts.more(format.points(gives.points));
    case "multiplier":
      return texts.factor(gives.factor);
  }
}

function moreRow({ campaign, rest }: Of<"more-for-activities">, telling: Telling): Row {
  const { format, texts, teller } = telling;
  const { activities, until, budgetPoints } = campaign;
  const only = activities?.only ?? null;
  const parts = [
    only === null ? null : teller.and(only.map(teller.activity)),
    remainderText(rest, telling),
    until ? texts.until(format.day(until)) : null,
    budgetPoints === null ? null : texts.whileItLasts,
  ];
  return {
    id: `campaign:${campaign.id}`,
    name: format.name(campaign.name),
    gives: texts.factor(activities?.factor ?? "1"),
    detail: joined(parts, telling),
    done: null,
  };
}

/** Where the merchant's name of it says what to do, nothing is added. */
function activityRow({ activity, rest, done }: Of<"activity">, telling: Telling): Row {
  const { format, texts, teller } = telling;
  const { kind, name, gives } = activity;
  const comes = ["birthday", "anniversary", "streak", "challenge"].includes(kind);
  const parts = [
    comes ? whatFor(activity, teller) : null,
    remainderText(rest, telling),
    ...termsOf({ ...activity, when: null }, teller),
  ];
  return {
    id: `activity:${activity.id}`,
    name: format.name(name),
    gives: activityGives(gives, format),
    detail: joined(parts, telling),
    done: done && texts.done[done],
  };
}

/** What the shop knows orders by is not for shoppers to read. */
const INTERNAL = new Set<string>(["channel", "payment", "order-tag"]);

function remainderText({ when }: Remainder, { texts, teller }: Telling): string | null {
  if (when === null) return null;
  const parts = partsOf({ condition: when, path: [] });
  if (parts.some(({ condition: { kind } }) => INTERNAL.has(kind))) return texts.certainOrders;
  return texts.only(conditionText(when, teller));
}

/** Each part begins like a sentence of its own. */
function joined(parts: (string | null)[], { format }: Telling): string | null {
  const shown = parts.filter((part): part is string => !!part);
  const begun = shown.map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return begun.join(format.locale === "en" ? ". " : "。") || null;
}
