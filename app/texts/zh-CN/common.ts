import type { Texts } from "#app/texts/en.ts";

export const common: Pick<
  Texts,
  | "nav"
  | "login"
  | "errors"
  | "actions"
  | "pager"
  | "points_one"
  | "points_other"
  | "balance"
  | "state"
  | "author"
  | "unnamed"
  | "erased"
  | "none"
  | "problems"
> = {
  nav: {
    home: "首页",
    program: "计划",
    rewards: "奖励",
    members: "会员",
    redemptions: "兑换",
    activities: "任务",
  },
  login: {
    title: "请从 Shopify 后台打开 Laurel",
    text: "在后台选择“应用”，然后选择 Laurel。",
  },
  errors: {
    notFound: { title: "找不到此页面", text: "页面可能已被移除，或地址有误。" },
    broken: {
      title: "出了点问题",
      text: "没有数据丢失。请重新加载页面；如果仍然如此，请联系支持。",
    },
    home: "返回首页",
  },
  actions: {
    save: "保存",
    discard: "放弃",
    cancel: "取消",
    remove: "移除",
    search: "搜索",
    previous: "上一页",
    next: "下一页",
  },
  pager: { label: "翻页" },
  points_one: "{{points}} 积分",
  points_other: "{{points}} 积分",
  balance: { available: "可用", pending: "待生效", reserved: "已预留", owed: "欠分" },
  state: {
    requested: "已申请",
    waiting: "等待员工处理",
    active: "可使用",
    used: "已使用",
    delivered: "已交付",
    canceling: "收回中",
    returned: "已退还",
    refused: "已拒绝",
    lapsed: "未用已过期",
  },
  author: { customer: "顾客", laurel: "Laurel", staff: "员工 {{id}}" },
  unnamed: "顾客 {{id}}",
  erased: "已删除的会员",
  none: "无",
  problems: {
    title_one: "有 1 处需要改正",
    title_other: "有 {{count}} 处需要改正",
    changedElsewhere: "草稿已在另一个窗口中更改。请重新加载页面；此处的更改将丢失。",
    tooEarly: "已经发布了更晚的版本。",
    noDraft: "没有可发布的草稿。",
  },
};
