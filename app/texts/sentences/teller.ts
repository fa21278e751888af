import type { LocalText } from "#app/domain/program/basics.ts";

export type Names = {
  tiers: Record<string, LocalText>;
  rewards: Record<string, LocalText>;
  activities: Record<string, LocalText>;
  /** Titles of products by gid, as far as they are known. */
  products: Record<string, string>;
};

export type Locale = "en" | "zh-CN";

export type TellerSettings = {
  locale: Locale;
  currency: string;
  names: Names;
  /** Shoppers are not told by which tags, ids and collections products are told apart. */
  forShoppers?: boolean;
};

/** One text in every language of ours. */
export type Words = { en: string; zh: string };

/** Tells parts of a program in one language, with a shop's money and the program's own names. */
export type Teller = {
  say(words: Words): string;
  /** A decimal text as money, with all the decimals it has. */
  money(amount: string): string;
  count(value: number): string;
  /** 1 point, 1,000 points. */
  points(value: number | string): string;
  /** A day such as 2027-01-31. */
  day(day: string): string;
  /** A day of every year, such as 12-24. */
  monthDay(day: string): string;
  and(parts: string[]): string;
  or(parts: string[]): string;
  local(text: LocalText): string;
  tier(id: string): string;
  reward(id: string): string;
  activity(id: string): string;
  product(gid: string): string;
  forShoppers: boolean;
  /** 1st, 2nd, 3rd; 第 1. */
  nth(value: number): string;
};

/** Makes a teller of one reader's language and one shop's money. */
export function tellerOf(settings: TellerSettings): Teller {
  const { locale, currency, names, forShoppers = false } = settings;
  const say = ({ en, zh }: Words) => (locale === "en" ? en : zh);
  const counts = new Intl.NumberFormat(locale);
  const count = (value: number) => counts.format(value);
  const local = (text: LocalText) => text[locale] || text.en;
  const named = (known: Record<string, LocalText>) => (id: string) => {
    const text = known[id];
    return quoted(text ? local(text) : id, say);
  };
  const joined = (type: "conjunction" | "disjunction") => (parts: string[]) =>
    new Intl.ListFormat(locale, { type }).format(parts);
  return {
    say,
    count,
    local,
    money: (amount) => moneyText(amount, { locale, currency }),
    points: (value) => {
      const shown = /^\d+$/.test(String(value)) ? count(Number(value)) : String(value);
      return say({ en: `${shown} ${shown === "1" ? "point" : "points"}`, zh: `${shown} 积分` });
    },
    day: (day) => dayText(day, locale, { dateStyle: "medium" }),
    monthDay: (day) => dayText(`2028-${day}`, locale, { month: "long", day: "numeric" }),
    and: joined("conjunction"),
    or: joined("disjunction"),
    tier: named(names.tiers),
    reward: named(names.rewards),
    activity: named(names.activities),
    product: (gid) => quoted(names.products[gid] ?? idOf(gid), say),
    forShoppers,
    nth: (value) => say({ en: ordinal(value), zh: `第 ${value}` }),
  };
}

/** The names in a program, for a teller. */
export function namesOf(
  document: {
    tiers: { levels: { id: string; name: LocalText }[] } | null;
    rewards: { id: string; name: LocalText }[];
    activities: { id: string; name: LocalText }[];
  },
  products: Record<string, string> = {},
): Names {
  const byId = (items: { id: string; name: LocalText }[]) =>
    Object.fromEntries(items.map(({ id, name }) => [id, name]));
  return {
    tiers: byId(document.tiers?.levels ?? []),
    rewards: byId(document.rewards),
    activities: byId(document.activities),
    products,
  };
}

/** Words of the merchant's own, in the quotes of the language. */
export function quoted(text: string, say: Teller["say"]): string {
  return say({ en: `“${text}”`, zh: `“${text}”` });
}

/** The first letter large, and a full stop. */
export function sentence(text: string, { say }: Teller): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.。!?]$/.test(begun) ? begun : begun + say({ en: ".", zh: "。" });
}

/** What stands at the end of an id: gid://shopify/Product/12 is 12. */
export function idOf(gid: string): string {
  return gid.split("/").at(-1) ?? gid;
}

function moneyText(
  amount: string,
  { locale, currency }: Pick<TellerSettings, "locale" | "currency">,
): string {
  const format = (digits?: number) =>
    new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      ...(digits === undefined
        ? {}
        : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    });
  // What is being typed may be no amount yet.
  if (!/^\d+(\.\d+)?$/.test(amount)) return `${amount} ${currency}`;
  const typed = amount.split(".")[1]?.replace(/0+$/, "").length ?? 0;
  const usual = format().resolvedOptions().maximumFractionDigits ?? 2;
  return format(Math.max(typed, usual)).format(amount as `${number}`);
}

function dayText(day: string, locale: string, style: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...style });
  const moment = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? day : format.format(moment);
}

function ordinal(value: number): string {
  const kind = new Intl.PluralRules("en", { type: "ordinal" }).select(value);
  return `${value}${{ one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" }[kind]}`;
}
