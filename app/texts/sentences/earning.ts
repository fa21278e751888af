import type { Earning } from "#app/domain/program/earning.ts";
import { boundsTexts } from "#app/texts/sentences/limits.ts";
import { days } from "#app/texts/sentences/member-conditions.ts";
import { idOf, quoted, sentence, type Teller } from "#app/texts/sentences/teller.ts";

/** A sentence about one setting of the program. */
export type Told = { key: string; text: string };

/** What orders earn, before any rule: the rate and everything it rests on. */
export function earningTexts(earning: Earning, teller: Teller): Told[] {
  const told = [
    { key: "rate", text: rateText(earning, teller) },
    { key: "counts", text: countsText(earning.counts, teller) },
    { key: "exclude", text: excludeText(earning.exclude, teller) },
    { key: "minimumOrder", text: minimumText(earning.minimumOrder, teller) },
    { key: "rounding", text: roundingText(earning, teller) },
    { key: "hold", text: holdText(earning.hold, teller) },
    ...boundsTexts({ caps: earning.caps }, teller).map((text, index) => ({
      key: `bound.${index}`,
      text: teller.say({ en: `orders give ${text}`, zh: `订单积分${text}` }),
    })),
    ...boundsTexts({ budgetPoints: earning.budgetPoints }, teller).map((text) => ({
      key: "budget",
      text: teller.say({
        en: `orders, activities and referrals give ${text}`,
        zh: `订单、任务和邀请好友的积分，${text}`,
      }),
    })),
  ];
  return told
    .filter((line): line is Told => line.text !== null)
    .map(({ key, text }) => ({ key, text: sentence(text, teller) }));
}

const BEST = {
  best: { en: "the best counts", zh: "取最高" },
  add: { en: "they add up", zh: "相加" },
  multiply: { en: "they multiply", zh: "相乘" },
};

/** How rules meet. */
export function combineText({ combine }: Earning, teller: Teller): string {
  const { say } = teller;
  const [rates, factors, fixed] = [combine.rates, combine.multipliers, combine.fixed].map((how) =>
    say(BEST[how]),
  );
  const per =
    combine.per === "line"
      ? say({ en: "line by line", zh: "逐行" })
      : say({ en: "for the whole order", zh: "按整单" });
  return sentence(
    say({
      en: `where several rates meet, ${rates}; of multipliers, ${factors}; of fixed points, ${fixed}; judged ${per}`,
      zh: `多个积分率${rates}，多个倍数${factors}，多个固定积分${fixed}，${per}判断`,
    }),
    teller,
  );
}

function rateText({ points, perAmount }: Earning, { say, money, points: written }: Teller): string {
  if (!/[1-9]/.test(points)) {
    return say({ en: "orders earn nothing by amount", zh: "订单不按金额获得积分" });
  }
  return say({
    en: `${written(points)} for every ${money(perAmount)}, after discounts`,
    zh: `折扣后每 ${money(perAmount)} 得 ${written(points)}`,
  });
}

function countsText(counts: Earning["counts"], { say, and }: Teller): string {
  const parts = [
    say({ en: "products", zh: "商品" }),
    ...(counts.tax ? [say({ en: "tax", zh: "税" })] : []),
    ...(counts.shipping ? [say({ en: "shipping", zh: "运费" })] : []),
    ...(counts.tips ? [say({ en: "tips", zh: "小费" })] : []),
    ...(counts.giftCards ? [say({ en: "gift cards sold", zh: "售出的礼品卡" })] : []),
    ...(counts.testOrders ? [say({ en: "test orders", zh: "测试订单" })] : []),
  ];
  return say({ en: `what counts: ${and(parts)}`, zh: `计入：${and(parts)}` });
}

function excludeText(exclude: Earning["exclude"], { say, and, product }: Teller): string | null {
  const words = (list: string[]) => and(list.map((word) => quoted(word, say)));
  const some = (list: string[], text: (list: string[]) => string) =>
    list.length === 0 ? [] : [text(list)];
  const parts = [
    ...some(exclude.products, (list) => and(list.map(product))),
    ...some(exclude.variants, (list) =>
      say({ en: `variants ${and(list.map(idOf))}`, zh: `款式 ${and(list.map(idOf))}` }),
    ),
    ...some(exclude.collections, (list) =>
      say({ en: `collections ${and(list.map(idOf))}`, zh: `系列 ${and(list.map(idOf))}` }),
    ),
    ...some(exclude.tags, (list) =>
      say({ en: `products tagged ${words(list)}`, zh: `带有标签${words(list)}的商品` }),
    ),
    ...some(exclude.vendors, (list) =>
      say({ en: `products by ${words(list)}`, zh: `品牌为${words(list)}的商品` }),
    ),
    ...some(exclude.types, (list) =>
      say({ en: `products of type ${words(list)}`, zh: `类型为${words(list)}的商品` }),
    ),
  ];
  if (parts.length === 0) return null;
  return say({
    en: `nothing is earned by ${parts.join("; ")}`,
    zh: `不获得积分：${parts.join("；")}`,
  });
}

function minimumText(minimum: string | null, { say, money }: Teller): string | null {
  if (minimum === null) return null;
  return say({
    en: `orders below ${money(minimum)} earn nothing`,
    zh: `不足 ${money(minimum)} 的订单不获得积分`,
  });
}

const ROUNDED = {
  down: { en: "rounded down", zh: "向下取整" },
  nearest: { en: "rounded to the nearest", zh: "四舍五入" },
  up: { en: "rounded up", zh: "向上取整" },
};

function roundingText({ rounding, roundPer }: Earning, { say }: Teller): string {
  const how = say(ROUNDED[rounding]);
  return roundPer === "order"
    ? say({ en: `points of an order are ${how}`, zh: `每单积分${how}` })
    : say({ en: `points of each line are ${how}`, zh: `每行积分${how}` });
}

function holdText({ days: wait, after, atMostDays }: Earning["hold"], teller: Teller): string {
  const { say, count } = teller;
  const from =
    after === "payment"
      ? say({ en: "payment", zh: "付款" })
      : say({ en: "everything is fulfilled", zh: "全部发货" });
  const latest =
    atMostDays === null || after === "payment"
      ? ""
      : say({
          en: `, at the latest ${days(atMostDays, count)} after payment`,
          zh: `，最迟付款后 ${count(atMostDays)} 天`,
        });
  if (wait === 0 && after === "payment") {
    return say({ en: "points can be spent at once after payment", zh: "付款后积分即可使用" });
  }
  const later = wait === 0 ? say({ en: "when", zh: "" }) : `${days(wait, count)} after`;
  return say({
    en: `points can be spent ${later} ${from}${latest}`,
    zh: `${from}${wait === 0 ? "后" : ` ${count(wait)} 天后`}积分可用${latest}`,
  });
}
