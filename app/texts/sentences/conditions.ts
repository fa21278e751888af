import type { Condition, LineCondition, MemberCondition } from "#app/domain/program/condition.ts";
import { memberPhrase, type MemberLeaf } from "#app/texts/sentences/member-conditions.ts";
import { idOf, quoted, type Teller } from "#app/texts/sentences/teller.ts";
import { timePhrase, type TimeLeaf } from "#app/texts/sentences/time-conditions.ts";

type Group = { kind: "all" | "any"; of: Condition[] } | { kind: "not"; of: Condition };
type OrderLeaf = Exclude<Condition, Group | MemberCondition>;

/** When something is true: "on Wednesdays, for members in “Gold”". */
export function conditionText(condition: Condition | MemberCondition, teller: Teller): string {
  if (condition.kind !== "all") return phraseOf(condition, teller);
  const parts = condition.of.map((part) => bracketed(part, teller));
  return parts.join(teller.say({ en: ", ", zh: "，并且" }));
}

/** Products as a noun: "products tagged “tea” and by “Acme”". */
export function productsText(lines: LineCondition, teller: Teller): string {
  if (teller.forShoppers) return teller.say({ en: "selected products", zh: "指定商品" });
  const what = linePhrase(lines, teller);
  return teller.say({ en: `products ${what}`, zh: `${what}的商品` });
}

function phraseOf(condition: Condition, teller: Teller): string {
  const { say } = teller;
  switch (condition.kind) {
    case "all":
      return condition.of
        .map((part) => bracketed(part, teller))
        .join(say({ en: " and ", zh: "，并且" }));
    case "any":
      return condition.of
        .map((part) => bracketed(part, teller))
        .join(say({ en: " or ", zh: "，或" }));
    case "not": {
      const what = bracketed(condition.of, teller);
      return say({ en: `except ${what}`, zh: `除${what}外` });
    }
    default:
      return leafPhrase(condition, teller);
  }
}

function bracketed(condition: Condition, teller: Teller): string {
  const text = phraseOf(condition, teller);
  const several = (condition.kind === "all" || condition.kind === "any") && condition.of.length > 1;
  return several ? teller.say({ en: `(${text})`, zh: `（${text}）` }) : text;
}

const MEMBER = new Set<string>([
  "tier",
  "customer-tag",
  "segment",
  "joined",
  "member-for",
  "birthday",
  "birthday-month",
  "top-percent",
]);
const TIME = new Set<string>(["weekday", "dates", "hours", "day-of-month", "yearly"]);

function leafPhrase(leaf: Exclude<Condition, Group>, teller: Teller): string {
  if (MEMBER.has(leaf.kind)) return memberPhrase(leaf as MemberLeaf, teller);
  if (TIME.has(leaf.kind)) return timePhrase(leaf as TimeLeaf, teller);
  return orderPhrase(leaf as OrderLeaf, teller);
}

function orderPhrase(leaf: OrderLeaf, teller: Teller): string {
  const { say, or } = teller;
  const words = (list: string[]) => or(list.map((word) => quoted(word, say)));
  switch (leaf.kind) {
    case "channel":
      return say({
        en: `when ordered through ${words(leaf.in)}`,
        zh: `通过${words(leaf.in)}下单`,
      });
    case "country":
      return say({ en: `when ordered from ${or(leaf.in)}`, zh: `来自${or(leaf.in)}的订单` });
    case "currency":
      return say({ en: `when paid in ${or(leaf.in)}`, zh: `以 ${or(leaf.in)} 付款` });
    case "payment":
      return say({ en: `when paid by ${words(leaf.in)}`, zh: `用${words(leaf.in)}付款` });
    case "order-tag":
      return say({
        en: `for orders tagged ${words(leaf.in)}`,
        zh: `带有标签${words(leaf.in)}的订单`,
      });
    case "discount-code":
      return leaf.in === null
        ? say({ en: "when any discount code is used", zh: "使用任一折扣码" })
        : say({
            en: `when discount code ${words(leaf.in)} is used`,
            zh: `使用折扣码${words(leaf.in)}`,
          });
    case "order-total":
      return totalPhrase(leaf, teller);
    case "order-number":
      return numberPhrase(leaf, teller);
    case "contains":
      return containsPhrase(leaf, teller);
  }
}

type Leaf<K extends OrderLeaf["kind"]> = Extract<OrderLeaf, { kind: K }>;

function totalPhrase({ atLeast, below }: Leaf<"order-total">, { say, money }: Teller): string {
  if (atLeast !== null && below !== null) {
    return say({
      en: `for orders of ${money(atLeast)} or more, but below ${money(below)}`,
      zh: `订单满 ${money(atLeast)} 且不足 ${money(below)}`,
    });
  }
  if (atLeast !== null) {
    return say({ en: `for orders of ${money(atLeast)} or more`, zh: `订单满 ${money(atLeast)}` });
  }
  if (below !== null) {
    return say({ en: `for orders below ${money(below)}`, zh: `订单不足 ${money(below)}` });
  }
  return say({ en: "for orders of any amount", zh: "任意金额的订单" });
}

function numberPhrase({ from, to, every }: Leaf<"order-number">, { say, nth }: Teller): string {
  if (to === from) {
    return from === 1
      ? say({ en: "on the first order", zh: "首单" })
      : say({ en: `on the ${nth(from)} order`, zh: `${nth(from)} 单` });
  }
  const until = to === null ? "" : say({ en: ` until the ${nth(to)}`, zh: `，至${nth(to)} 单` });
  if (every > 1) {
    return say({
      en: `on every ${nth(every)} order, beginning with the ${nth(from)}${until}`,
      zh: `自${nth(from)} 单起每 ${every} 单一次${until}`,
    });
  }
  if (from === 1 && to === null) return say({ en: "on every order", zh: "每一单" });
  return to === null
    ? say({ en: `from the ${nth(from)} order on`, zh: `自${nth(from)} 单起` })
    : say({ en: `on the ${nth(from)} to ${nth(to)} order`, zh: `${nth(from)} 至${nth(to)} 单` });
}

function containsPhrase({ lines, atLeast }: Leaf<"contains">, teller: Teller): string {
  const what = productsText(lines, teller);
  if (atLeast === 1) {
    return teller.say({ en: `when the order has ${what}`, zh: `订单含${what}` });
  }
  const many = teller.count(atLeast);
  return teller.say({
    en: `when the order has at least ${many} items of ${what}`,
    zh: `订单含至少 ${many} 件${what}`,
  });
}

function linePhrase(lines: LineCondition, teller: Teller): string {
  const { say, or } = teller;
  switch (lines.kind) {
    case "all":
      return lines.of.map((part) => inBrackets(part, teller)).join(say({ en: " and ", zh: "且" }));
    case "any":
      return lines.of.map((part) => inBrackets(part, teller)).join(say({ en: " or ", zh: "或" }));
    case "not": {
      const what = inBrackets(lines.of, teller);
      return say({ en: `not ${what}`, zh: `非${what}` });
    }
    case "product":
      return say({
        en: `named ${or(lines.in.map(teller.product))}`,
        zh: `名为${or(lines.in.map(teller.product))}`,
      });
    case "variant":
      return say({
        en: `of variant ${or(lines.in.map(idOf))}`,
        zh: `款式为 ${or(lines.in.map(idOf))}`,
      });
    case "collection":
      return say({
        en: `in collection ${or(lines.in.map(idOf))}`,
        zh: `属于系列 ${or(lines.in.map(idOf))}`,
      });
    default:
      return wordsPhrase(lines, teller);
  }
}

type WordLeaf = Extract<LineCondition, { kind: "tag" | "vendor" | "product-type" }>;

function wordsPhrase(leaf: WordLeaf, { say, or }: Teller): string {
  const words = or(leaf.in.map((word) => quoted(word, say)));
  switch (leaf.kind) {
    case "tag":
      return say({ en: `tagged ${words}`, zh: `带有标签${words}` });
    case "vendor":
      return say({ en: `by ${words}`, zh: `品牌为${words}` });
    case "product-type":
      return say({ en: `of type ${words}`, zh: `类型为${words}` });
  }
}

function inBrackets(lines: LineCondition, teller: Teller): string {
  const text = linePhrase(lines, teller);
  const several = (lines.kind === "all" || lines.kind === "any") && lines.of.length > 1;
  return several ? teller.say({ en: `(${text})`, zh: `（${text}）` }) : text;
}
