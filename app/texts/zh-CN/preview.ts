import type { Texts } from "#app/texts/en.ts";

export const preview: Texts["preview"] = {
  title: "预览",
  help: "一个订单按草稿与按现行版本各得多少积分。",
  order: "订单",
  sample: "示例",
  tier: "买家等级",
  show: "查看",
  inForce: "现行",
  draft: "草稿",
  nothing: "还没有现行版本。",
  day: "下单日期",
  dayHelp: "留空表示现在；按店铺时区的中午计算。",
  amountProblem: "请填写金额，例如 80 或 19.90。",
  sampleProduct: "一件商品",
};
