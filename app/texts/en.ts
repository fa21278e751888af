import { common } from "#app/texts/en/common.ts";
import { home } from "#app/texts/en/home.ts";
import { orders } from "#app/texts/en/orders.ts";
import { members } from "#app/texts/en/members.ts";
import { program } from "#app/texts/en/program.ts";
import { redemptions } from "#app/texts/en/redemptions.ts";
import { rewards } from "#app/texts/en/rewards.ts";

import { editor } from "#app/texts/en/editor.ts";
import { templates } from "#app/texts/en/templates.ts";
import { campaigns } from "#app/texts/en/campaigns.ts";
import { approvals } from "#app/texts/en/approvals.ts";
import { blueprints } from "#app/texts/en/blueprints.ts";
import { preview } from "#app/texts/en/preview.ts";
import { supply } from "#app/texts/en/supply.ts";

/** Everything the admin says, in English; the other languages have the same keys. */
export const en = {
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

type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** The shape of a translation. */
export type Texts = SameKeys<typeof en>;
