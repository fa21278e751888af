/** The pages of the admin that are looked at one by one, and what they are called. */
export const PAGES = [
  { path: "/app", en: "Home", zh: "首页" },
  { path: "/app/program", en: "Program", zh: "计划" },
  { path: "/app/program/publish", en: "Review and publish", zh: "查看并发布" },
  { path: "/app/orders", en: "Orders accounted for", zh: "订单核对" },
  { path: "/app/orders/1", en: "Import of orders", zh: "订单导入" },
  { path: "/app/rewards", en: "Rewards", zh: "奖励" },
  { path: "/app/rewards/free-shipping", en: "Free shipping", zh: "免运费" },
  { path: "/app/members", en: "Members", zh: "会员" },
  { path: "/app/members/ADA", en: "Ada Lovelace", zh: "Ada Lovelace" },
  { path: "/app/members/ADA/adjust", en: "Adjust points", zh: "调整积分" },
  { path: "/app/members/ADA/issue", en: "Issue a reward", zh: "发放奖励" },
  { path: "/app/members/ADA/tier", en: "Hold in a tier", zh: "指定等级" },
  { path: "/app/members/ADA/account", en: "Close the account", zh: "关闭账户" },
  { path: "/app/redemptions", en: "Redemptions", zh: "兑换" },
  { path: "/app/redemptions/CODE", en: "5 off your order", zh: "订单立减 5" },
];
