import type { Texts } from "#app/texts/en.ts";
import { common } from "#app/texts/zh-CN/common.ts";
import { home } from "#app/texts/zh-CN/home.ts";
import { members } from "#app/texts/zh-CN/members.ts";
import { program } from "#app/texts/zh-CN/program.ts";
import { redemptions } from "#app/texts/zh-CN/redemptions.ts";
import { rewards } from "#app/texts/zh-CN/rewards.ts";

/** Everything the admin says, in Simplified Chinese. */
export const zhCN: Texts = { ...common, home, members, program, redemptions, rewards };
