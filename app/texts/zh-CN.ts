import type { Texts } from "./en.ts";
import { common } from "./zh-CN/common.ts";
import { home } from "./zh-CN/home.ts";
import { members } from "./zh-CN/members.ts";
import { program } from "./zh-CN/program.ts";
import { redemptions } from "./zh-CN/redemptions.ts";
import { rewards } from "./zh-CN/rewards.ts";

/** Everything the admin says, in Simplified Chinese. */
export const zhCN: Texts = { ...common, home, members, program, redemptions, rewards };
