import type { Texts } from "#app/texts/en.ts";

export const approvals: Texts["approvals"] = {
  title: "任务审核",
  help: "会员完成的、须由店员审核后才给积分的任务。",
  waiting: "待审核（{{count}}）",
  decided: "已审核",
  approve: "批准",
  reject: "拒绝",
  approveNamed: "批准{{who}}的{{what}}",
  rejectNamed: "拒绝{{who}}的{{what}}",
  approved: "已批准",
  rejected: "已拒绝",
  undo: "撤销",
  undone: "已撤销",
  replaced: "后来已更改",
  by: "{{author}}，{{when}}",
  refused: "同事已经处理。",
  unnamed: "一位会员",
  none: { waiting: "没有待审核的任务", decided: "还没有审核记录" },
  noneText: "须审核的任务，例如评价或照片，会出现在这里。",
};
