import type { MemberCondition } from "#app/domain/program/condition.ts";
import { idOf, quoted, type Teller } from "#app/texts/sentences/teller.ts";

export type MemberLeaf = Extract<
  MemberCondition,
  {
    kind:
      | "tier"
      | "customer-tag"
      | "segment"
      | "joined"
      | "member-for"
      | "birthday"
      | "birthday-month"
      | "top-percent";
  }
>;

/** For which members: "for members in “Gold”". */
export function memberPhrase(leaf: MemberLeaf, teller: Teller): string {
  const { say, or } = teller;
  switch (leaf.kind) {
    case "tier":
      return tierPhrase(leaf.in, teller);
    case "customer-tag": {
      const tags = or(leaf.in.map((word) => quoted(word, say)));
      return say({ en: `for customers tagged ${tags}`, zh: `带有标签${tags}的顾客` });
    }
    case "segment": {
      const segments = or(leaf.in.map(idOf));
      return say({ en: `for customers in segment ${segments}`, zh: `细分群体 ${segments} 的顾客` });
    }
    case "joined":
      return joinedPhrase(leaf, teller);
    case "member-for":
      return memberForPhrase(leaf, teller);
    case "birthday":
      return birthdayPhrase(leaf, teller);
    case "birthday-month":
      return say({ en: "in the month of the birthday", zh: "生日当月" });
    case "top-percent":
      return say({
        en: `for the best ${leaf.percent} % of the members`,
        zh: `前 ${leaf.percent}% 的会员`,
      });
  }
}

type Leaf<K extends MemberLeaf["kind"]> = Extract<MemberLeaf, { kind: K }>;

function tierPhrase(ids: string[], { say, or, tier }: Teller): string {
  const held = ids.filter((id) => id !== "none").map((id) => tier(id));
  const parts = [
    ...(held.length > 0 ? [say({ en: `in ${or(held)}`, zh: `等级为${or(held)}` })] : []),
    ...(ids.includes("none") ? [say({ en: "without a tier", zh: "无等级" })] : []),
  ];
  return say({ en: `for members ${parts.join(" or ")}`, zh: `${parts.join("或")}的会员` });
}

function joinedPhrase({ from, until }: Leaf<"joined">, { say, day }: Teller): string {
  if (from !== null && until !== null) {
    return say({
      en: `for members who joined from ${day(from)} until ${day(until)}`,
      zh: `${day(from)}至${day(until)}加入的会员`,
    });
  }
  if (from !== null) {
    return say({ en: `for members who joined since ${day(from)}`, zh: `${day(from)}起加入的会员` });
  }
  if (until !== null) {
    return say({
      en: `for members who joined until ${day(until)}`,
      zh: `${day(until)}前加入的会员`,
    });
  }
  return say({ en: "for members whenever they joined", zh: "任何时候加入的会员" });
}

function memberForPhrase(leaf: Leaf<"member-for">, { say, count, and }: Teller): string {
  const parts = [
    ...(leaf.atLeastDays === null
      ? []
      : [
          say({
            en: `at least ${days(leaf.atLeastDays, count)}`,
            zh: `至少 ${leaf.atLeastDays} 天`,
          }),
        ]),
    ...(leaf.atMostDays === null
      ? []
      : [say({ en: `at most ${days(leaf.atMostDays, count)}`, zh: `至多 ${leaf.atMostDays} 天` })]),
  ];
  if (parts.length === 0) return say({ en: "for every member", zh: "所有会员" });
  return say({ en: `for members of ${and(parts)}`, zh: `入会${parts.join("且")}的会员` });
}

function birthdayPhrase(leaf: Leaf<"birthday">, { say, count }: Teller): string {
  const { daysBefore, daysAfter } = leaf;
  if (daysBefore === 0 && daysAfter === 0) return say({ en: "on the birthday", zh: "生日当天" });
  const from =
    daysBefore === 0
      ? say({ en: "the birthday", zh: "生日当天" })
      : say({
          en: `${days(daysBefore, count)} before the birthday`,
          zh: `生日前 ${daysBefore} 天`,
        });
  const until =
    daysAfter === 0
      ? say({ en: "the day itself", zh: "生日当天" })
      : say({ en: `${days(daysAfter, count)} after it`, zh: `生日后 ${daysAfter} 天` });
  return say({ en: `from ${from} until ${until}`, zh: `${from}至${until}` });
}

/** 1 day, 30 days. */
export function days(value: number, count: Teller["count"]): string {
  return `${count(value)} ${value === 1 ? "day" : "days"}`;
}
