import type { Texts } from "#app/texts/en.ts";

export const campaigns: Texts["campaigns"] = {
  title: "促销日历",
  add: "添加促销",
  none: "还没有促销",
  noneText: "促销在一段时间内给予更多：一周双倍积分、会员日。",
  earlier: "更早",
  later: "更晚",
  unpublished: "还没有现行版本：发布之前促销不会生效。",
  state: { running: "进行中", planned: "计划中", over: "已结束" },
  duplicate: "复制",
  duplicateNamed: "复制{{name}}",
  end: "今天结束",
  endNamed: "今天结束{{name}}",
  firstDay: "第一天",
  lastDay: "最后一天",
  saveFirst: "新规则须先保存再编辑。",
  activities: "期间任务积分更多",
  only: "仅限以下任务；不选则为全部",
  removeTitle: "从草稿中移除此促销？",
};
