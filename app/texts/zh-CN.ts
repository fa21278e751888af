import type { Texts } from "#app/texts/en.ts";
import { common } from "#app/texts/zh-CN/common.ts";
import { home } from "#app/texts/zh-CN/home.ts";
import { orders } from "#app/texts/zh-CN/orders.ts";
import { members } from "#app/texts/zh-CN/members.ts";
import { program } from "#app/texts/zh-CN/program.ts";
import { redemptions } from "#app/texts/zh-CN/redemptions.ts";
import { rewards } from "#app/texts/zh-CN/rewards.ts";

import { editor } from "#app/texts/zh-CN/editor.ts";
import { templates } from "#app/texts/zh-CN/templates.ts";
import { campaigns } from "#app/texts/zh-CN/campaigns.ts";
import { approvals } from "#app/texts/zh-CN/approvals.ts";
import { blueprints } from "#app/texts/zh-CN/blueprints.ts";
import { preview } from "#app/texts/zh-CN/preview.ts";
import { supply } from "#app/texts/zh-CN/supply.ts";

/** Everything the admin says, in Simplified Chinese. */
export const zhCN: Texts = {
  ...common,
  home,
  members,
  orders,
  program,
  redemptions,
  rewards,
  editor,
  templates,
  campaigns,
  approvals,
  blueprints,
  preview,
  supply,
};
