import { classicCard } from "#app/domain/blueprints/classic-card.ts";
import { coffeeHouse } from "#app/domain/blueprints/coffee-house.ts";
import { fresh } from "#app/domain/blueprints/fresh.ts";
import { homeElectronics } from "#app/domain/blueprints/home-electronics.ts";
import { paidMembership } from "#app/domain/blueprints/paid-membership.ts";
import { select365 } from "#app/domain/blueprints/select-365.ts";
import { smartGrowth } from "#app/domain/blueprints/smart-growth.ts";
import { smartHome } from "#app/domain/blueprints/smart-home.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";

type Text = { en: string; "zh-CN": string };

/** A complete program to start from. What it costs and what to watch: docs/blueprints/. */
export type Blueprint = {
  id: string;
  name: Text;
  /** What it is and whom it suits, in a sentence or two. */
  summary: Text;
  /** The currency its amounts were chosen in; in another they need a look. */
  currency: string;
  document: ProgramInput;
};

export const blueprints: Blueprint[] = [
  {
    id: "fresh",
    name: { en: "Fresh", "zh-CN": "轻食" },
    summary: {
      en: "Light meals and other small orders: habits earn, and three tiers follow from a month.",
      "zh-CN": "适合轻食等小额高频门店：养成习惯就有积分，按月升级三个等级。",
    },
    currency: "CNY",
    document: fresh,
  },
  {
    id: "select-365",
    name: { en: "Select 365", "zh-CN": "百货 365" },
    summary: {
      en: "A department store: double points by category and day, tasks, and tiers by the month.",
      "zh-CN": "适合百货商店：按品类和日期双倍积分，任务丰富，按月评定等级。",
    },
    currency: "CNY",
    document: select365,
  },
  {
    id: "smart-growth",
    name: { en: "SmartGrowth", "zh-CN": "智慧成长" },
    summary: {
      en: "Business customers: learning, feedback and renewals earn; services are the rewards.",
      "zh-CN": "适合企业客户：学习、反馈和续约都有积分，可兑换服务。",
    },
    currency: "USD",
    document: smartGrowth,
  },
  {
    id: "coffee-house",
    name: { en: "Coffee house", "zh-CN": "咖啡馆" },
    summary: {
      en: "Stars for every cup, steps from a bigger cup to a bag of beans, a birthday drink.",
      "zh-CN": "适合咖啡馆：每杯集星，从升杯到咖啡豆逐级兑换，生日赠饮。",
    },
    currency: "USD",
    document: coffeeHouse,
  },
  {
    id: "paid-membership",
    name: { en: "Paid membership", "zh-CN": "付费会员" },
    summary: {
      en: "A yearly fee brings free delivery, member prices and things only members see.",
      "zh-CN": "年费会员：免运费、会员价和专属内容。",
    },
    currency: "USD",
    document: paidMembership,
  },
  {
    id: "home-electronics",
    name: { en: "Home electronics", "zh-CN": "家用电器" },
    summary: {
      en: "Big orders now and then: gifts and cash off, and offers by what is used at home.",
      "zh-CN": "适合低频高额的家电：积分换礼品和抵现，按使用习惯推荐。",
    },
    currency: "USD",
    document: homeElectronics,
  },
  {
    id: "smart-home",
    name: { en: "Smart home, three values", "zh-CN": "智能家居（三类价值）" },
    summary: {
      en: "High, middle and low value customers, each offered what brings them back.",
      "zh-CN": "按高、中、低价值分层，各有所需的权益。",
    },
    currency: "USD",
    document: smartHome,
  },
  {
    id: "classic-card",
    name: { en: "Classic card", "zh-CN": "经典会员卡" },
    summary: {
      en: "A point for each 1, 100 points are 1 again, and four cards from Ordinary to Diamond.",
      "zh-CN": "消费 1 元积 1 分，100 分抵 1 元，普通到钻石四级会员卡。",
    },
    currency: "CNY",
    document: classicCard,
  },
];

/** The blueprint of an id, or null. */
export function findBlueprint(id: string): Blueprint | null {
  return blueprints.find((blueprint) => blueprint.id === id) ?? null;
}
