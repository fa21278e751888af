import type { Locale } from "#app/texts/sentences/teller.ts";

/** What the program document says of a wrong value, in the reader's language. */
export function documentProblemText(message: string, locale: Locale): string {
  if (locale === "en") return message;
  for (const [said, text] of CHINESE) {
    const match = said.exec(message);
    if (match) return text.replace("$1", match[1] ?? "").replace("$2", match[2] ?? "");
  }
  return "此处有误。";
}

const WORDS: [string, string][] = [
  ["Write a number such as 10 or 2.50.", "请填写数字，例如 10 或 2.50。"],
  ["Write it without a comma, such as 1500 or 2.50.", "请勿使用逗号，例如 1500 或 2.50。"],
  ["Must not be negative.", "不能为负数。"],
  ["At most 12 digits, and 6 after the point.", "最多 12 位整数和 6 位小数。"],
  ["At most 15 digits.", "最多 15 位数字。"],
  ["Write a whole number.", "请填写整数。"],
  ["Write something here.", "请填写此项。"],
  ["Write a sentence.", "请填写内容。"],
  ["Write a day such as 2027-01-31.", "请填写日期，例如 2027-01-31。"],
  ["Write month and day, such as 12-24.", "请填写月和日，例如 12-24。"],
  ["Write a time such as 14:00.", "请填写时间，例如 14:00。"],
  ["Use lower-case letters, digits, dashes.", "请使用小写字母、数字和连字符。"],
  ["Say yes or no.", "请选择是或否。"],
  ["Write a currency such as EUR.", "请填写货币，例如 EUR。"],
  ["Something is missing here.", "此处缺少内容。"],
  ["Choose one of those there are.", "请从现有选项中选择。"],
  [
    "Choose it from the list: this is no id of Shopify's.",
    "请从列表中选择：这不是 Shopify 的编号。",
  ],
  ["Name at least one.", "请至少填写一项。"],
  ["This is not right.", "此处有误。"],
  ["This is nested too deeply.", "嵌套层数过多。"],
  ["Must be more than zero.", "须大于零。"],
  ["At most 100.", "最多 100。"],
  ["Give the program a name.", "请填写计划名称。"],
  ["Give it a name.", "请填写名称。"],
  ['"none" stands for no tier.', "“none”表示无等级，不能用作编号。"],
  ["A cap lets at least 1 point through.", "上限至少为 1 积分。"],
  ["A reward costs at least 1 point.", "奖励至少需要 1 积分。"],
  ["Points would expire before they can be spent.", "积分在可用之前就会过期。"],
  ["Must be more than the tier before it.", "须高于前一个等级。"],
  ["Must not be less than the days points wait.", "不能少于积分等待的天数。"],
  ["Must be more than the least amount.", "须大于最低金额。"],
  ["Must not be less than the first number.", "不能小于起始数。"],
  ["Must not be less than the least number of days.", "不能少于最少天数。"],
  ["Must not be less than the least.", "不能小于最小值。"],
  ["Name products or collections, not both.", "请指定商品或商品系列，不能同时指定。"],
  ["Only discounts can be for some products.", "只有折扣可以限定商品。"],
  ["The last day is before the first.", "结束日期早于开始日期。"],
  ["There is no time between the two.", "两个时间之间没有间隔。"],
  ["Fill in at least one of the two.", "两项至少填写一项。"],
  ["Conditions go at most 6 levels deep.", "条件最多嵌套 6 层。"],
  ["At most 100 conditions in one place.", "同一处最多 100 个条件。"],
  ["Two rules have the same id.", "两条规则的编号相同。"],
  ["Two campaigns have the same id.", "两个促销的编号相同。"],
  ["Two activities have the same id.", "两个任务的编号相同。"],
  ["Two rewards have the same id.", "两个奖励的编号相同。"],
  ["Two tiers have the same id.", "两个等级的编号相同。"],
  ["An activity cannot count itself.", "任务不能以自身计数。"],
  ["This unlocks itself: it can never be done.", "它须由自身解锁，永远无法完成。"],
  ["This tier has a price already.", "该等级已有价格。"],
  ["Points as cash cannot be given for free.", "积分抵现不能免费赠送。"],
  ["A standing discount must be a discount code.", "长期折扣须为折扣码。"],
  ["There is a limit for this period already.", "该周期已有限制。"],
  ["Give points to at least one side.", "至少一方须得到积分。"],
];

const PATTERNS: [RegExp, string][] = [
  [/^Must be at least (\d+) characters\.$/, "至少 $1 个字符。"],
  [/^Must be at most (\d+) characters\.$/, "最多 $1 个字符。"],
  [/^Choose at least (\d+)\.$/, "请至少选择 $1 项。"],
  [/^Choose at most (\d+)\.$/, "最多 $1 项。"],
  [/^Must be at least (-?\d+)\.$/, "不能小于 $1。"],
  [/^Must be at most (-?\d+)\.$/, "不能大于 $1。"],
  [/^Too much: at most (\d+) points for every unit of money\.$/, "过多：每单位金额最多 $1 积分。"],
  [/^There is no tier “(.*)”\.$/, "没有等级“$1”。"],
  [/^There is no activity “(.*)”\.$/, "没有任务“$1”。"],
  [/^There is no reward “(.*)”\.$/, "没有奖励“$1”。"],
];

const CHINESE: [RegExp, string][] = [
  ...WORDS.map(([said, text]): [RegExp, string] => [
    new RegExp(`^${said.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`),
    text,
  ]),
  ...PATTERNS,
];
