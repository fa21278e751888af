import { common } from "./en/common.ts";
import { home } from "./en/home.ts";
import { members } from "./en/members.ts";
import { program } from "./en/program.ts";
import { redemptions } from "./en/redemptions.ts";
import { rewards } from "./en/rewards.ts";

/** Everything the admin says, in English; the other languages have the same keys. */
export const en = { ...common, home, members, program, redemptions, rewards };

type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** The shape of a translation. */
export type Texts = SameKeys<typeof en>;
