import type { ShopContext } from "#app/db/context.ts";
import { usesBirthday } from "#app/domain/birthday-in-use.ts";
import type { EarnOffer } from "#app/domain/earn-offers.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Program } from "#app/domain/program/program.ts";
import { formatMonthDay, type StorefrontFormat } from "#app/queries/storefront-format.ts";
import { activityGives } from "#app/queries/storefront-earn.ts";
import { standingNow } from "#app/queries/storefront-standing.ts";
import { birthdayTexts } from "#app/texts/storefront-birthday.ts";

type Asked = { program: Program; state: State; offers: EarnOffer[] };

/** What a member is told and asked about their birthday; null where the program looks at none. */
export function storefrontBirthday({ program, state, offers }: Asked, format: StorefrontFormat) {
  const { birthday, closedAt } = state.traits;
  if (closedAt !== null || !usesBirthday(program)) return null;
  const texts = birthdayTexts(format.locale);
  const gifts = offers.flatMap((offer) =>
    offer.kind === "activity" && offer.activity.kind === "birthday" ? [offer.activity] : [],
  );
  const wait = Math.max(0, ...gifts.map(({ waitDays }) => waitDays));
  const given = gifts.map(({ gives }) => activityGives(gives, format));
  return {
    known: birthday && texts.known(formatMonthDay(birthday, format.locale)),
    ask: birthday ? texts.change : texts.ask,
    rule: texts.rule({ gift: given.join(" + ") || null, days: format.count(wait), wait }),
    month: String(birthday?.month ?? ""),
    day: String(birthday?.day ?? ""),
  };
}

/** Whether the program in force looks at birthdays at all. */
export async function asksForBirthday(ctx: ShopContext): Promise<boolean> {
  const { program } = await ctx.inTransaction((tx) => standingNow(tx, ctx, null));
  return program !== null && usesBirthday(program);
}
