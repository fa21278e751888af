import type { Texts } from "#app/texts/en.ts";

export const blueprints: Texts["blueprints"] = {
  title: "方案",
  help: "完整的积分计划，选择一个，修改后发布。",
  currency: "金额按其他货币设定：发布前请检查。",
  has: "{{chapter}}：{{count}}",
  take: "使用此方案",
  takeNamed: "使用此方案：{{name}}",
  confirm: "用{{name}}替换草稿？",
  change: "{{chapter}}：{{before}} → {{after}}。",
  confirmText: "草稿中的修改将会丢失。",
  confirmPublished: "草稿中的修改将会丢失。在发布之前，现行版本不变。",
};
