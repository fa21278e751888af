import type { Surprise } from "#app/domain/surprises/surprise.ts";
import { quoted, type Teller, type Words } from "#app/texts/sentences/teller.ts";

type Plain = Exclude<
  Surprise,
  { kind: "reward-generous" | "campaigns-pile-up" | "hold-beyond-expiry" | "multipliers-pile-up" }
>;

/** What each surprise says; those about one thing begin with its name. */
const SAID: Record<Plain["kind"], Words> = {
  "rule-over": { en: "its days are over, so it never applies", zh: "日期已过，不再生效" },
  "rule-never": {
    en: "its conditions contradict each other, so it never applies",
    zh: "条件互相矛盾，永不生效",
  },
  "rule-excluded": {
    en: "the products it is for earn nothing by the program, so it never applies",
    zh: "所涉商品不参与积分，永不生效",
  },
  "rule-below-minimum": {
    en: "it is for orders below the smallest order that earns, so it never applies",
    zh: "所涉订单低于最低订单金额，永不生效",
  },
  "rule-multiplies-nothing": {
    en: "orders earn nothing that it could multiply",
    zh: "订单没有可以加倍的积分",
  },
  "campaign-over": { en: "its last day has passed", zh: "最后一天已过" },
  "campaign-empty": { en: "it has no rules yet and does nothing", zh: "还没有规则，不起作用" },
  "activity-endless": {
    en: "nothing limits how often it gives points; add a limit or approval",
    zh: "次数没有限制；请添加限制或审核",
  },
  "activity-beyond-limit": {
    en: "it asks for more than the limit of the other activity allows, so nobody can do it",
    zh: "所需次数超过另一任务的限制，无法完成",
  },
  "activity-never": {
    en: "its conditions contradict each other, so nobody can do it",
    zh: "条件互相矛盾，无法完成",
  },
  "birthday-at-once": {
    en: "a birthday entered today pays this year; let it wait some days",
    zh: "今天填写的生日今年就会发放；建议设置等待天数",
  },
  "perk-retired": { en: "a tier gives it, but it is retired", zh: "等级权益包含它，但它已停用" },
  "reward-nobody-gets": {
    en: "it is not for sale, and no tier gives it",
    zh: "不可兑换，也没有等级赠送",
  },
  "reward-named-alike": {
    en: "another reward has the same name, so shoppers cannot tell them apart",
    zh: "另有同名奖励，顾客无法区分",
  },
  "reward-never": {
    en: "its conditions contradict each other, so nobody can take it",
    zh: "条件互相矛盾，无人可以兑换",
  },
  "reward-kept-after-refund": {
    en: "points can be spent on it at once and are forgiven when the order is refunded: it costs less than the refund gives back. Let points wait, or let them be owed",
    zh: "积分可立即兑换，而退款时欠分被免除：退款后奖励等于白得。请设置等待天数，或改为记欠分",
  },
  "reward-worth-more-than-order": {
    en: "it is worth more than the smallest order it can be used for",
    zh: "价值超过可使用它的最小订单",
  },
  "bonus-worth-more": {
    en: "its points are worth more than the smallest order that gives them",
    zh: "所得积分的价值超过获得它的最小订单",
  },
  "tier-beyond-cap": {
    en: "the caps let fewer points through than it asks for, so nobody can reach it",
    zh: "积分上限低于门槛，无法达到",
  },
  "tier-never": {
    en: "its conditions contradict each other, so nobody can reach it",
    zh: "条件互相矛盾，无法达到",
  },
  "tier-easier": {
    en: "one of its ways asks for less than the tier before it",
    zh: "其中一个条件低于前一个等级",
  },
  "tier-named-alike": {
    en: "another tier has the same name, so members cannot tell them apart",
    zh: "另有同名等级，会员无法区分",
  },
  "cap-cuts-bonus": {
    en: "a cap or budget lets fewer points through than it gives",
    zh: "上限或预算低于它给出的积分",
  },
  "referral-worth-more": {
    en: "The points of both sides are worth more than the smallest order that counts for a referral.",
    zh: "邀请双方所得积分的价值超过计入邀请的最小订单。",
  },
  "nothing-earned": {
    en: "Nothing in this program gives points.",
    zh: "此计划没有任何获得积分的方式。",
  },
  "expiry-too-soon": {
    en: "At what a typical member spends, points expire before there are enough for the cheapest reward.",
    zh: "按会员的一般消费，积分在够换最便宜的奖励之前就会过期。",
  },
  "test-orders": { en: "Test orders earn points.", zh: "测试订单会获得积分。" },
  "cap-pointless": {
    en: "A cap over a longer time is smaller than one over a shorter time, which then does nothing.",
    zh: "较长周期的上限不大于较短周期的上限，后者不起作用。",
  },
};

/** A surprise in plain words. */
export function surpriseText(surprise: Surprise, teller: Teller): string {
  const { say } = teller;
  switch (surprise.kind) {
    case "multipliers-pile-up":
      return say({
        en: `Multipliers together can reach ×${surprise.factor} on one order.`,
        zh: `多个倍数叠加，单笔订单可达 ×${surprise.factor}。`,
      });
    case "hold-beyond-expiry":
      return say({
        en: `Points wait ${surprise.days} days, so those earned shortly before the end of the period expire before they can be spent.`,
        zh: `积分须等待 ${surprise.days} 天，周期结束前获得的积分在可用之前就会过期。`,
      });
    case "reward-generous":
      return about(surprise, teller, {
        en: `members get back ${surprise.percent} % of what they spend`,
        zh: `会员得到消费金额的 ${surprise.percent}% 回馈`,
      });
    case "campaigns-pile-up": {
      const other = quoted(teller.local(surprise.other), say);
      return about(surprise, teller, {
        en: `it meets ${other} on the same days, together ×${surprise.factor}`,
        zh: `与${other}日期重叠，合计 ×${surprise.factor}`,
      });
    }
    default:
      return "name" in surprise
        ? about(surprise, teller, SAID[surprise.kind])
        : say(SAID[surprise.kind]);
  }
}

function about({ name }: Extract<Surprise, { name: unknown }>, teller: Teller, words: Words) {
  const thing = quoted(teller.local(name), teller.say);
  return teller.say({ en: `${thing}: ${words.en}.`, zh: `${thing}：${words.zh}。` });
}
