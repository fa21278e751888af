import { z } from "zod";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";
import { refuse, refuseSaying } from "#app/http/storefront-refusals.ts";
import { readWish, WholeNumber, type StorefrontContext } from "#app/http/storefront-wish.ts";
import { asksForBirthday } from "#app/queries/storefront-birthday.ts";
import { formatMonthDay } from "#app/queries/storefront-format.ts";
import { isTellingTooOften } from "#app/queries/storefront-pace.ts";
import { birthdayTexts } from "#app/texts/storefront-birthday.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";
import { setBirthday } from "#app/usecases/set-birthday.ts";

const Wish = z.strictObject({
  month: WholeNumber.refine((month) => month >= 1 && month <= 12),
  day: WholeNumber.refine((day) => day >= 1 && day <= 31),
  request: z.uuid(),
});

/** POST /proxy/birthday: month and day, as a form has them. */
export async function tellBirthday(
  ctx: StorefrontContext,
  request: ProxyRequest,
  locale: StorefrontLocale,
): Promise<Answer> {
  const read = await readWish(ctx, request, { schema: Wish, locale });
  if (!read.ok) return read.answer;
  const { memberId } = read;
  const { month, day, request: requestId } = read.wish;
  const texts = birthdayTexts(locale);
  if (!(await asksForBirthday(ctx))) return refuseSaying(409, texts.notAsked);
  if (await isTellingTooOften(ctx, { memberId, requestId, kind: "birthday" })) {
    return refuse(429, "too-often", locale);
  }
  const result = await setBirthday(ctx, { memberId, month, day, requestId });
  if (result.ok) {
    const message = texts.kept(formatMonthDay({ month, day }, locale));
    return { status: 200, body: { json: { ok: true, message } } };
  }
  if (result.reason === "no-such-day") return refuseSaying(409, texts.noSuchDay);
  return refuse(409, result.reason === "closed" ? "member-gone" : result.reason, locale);
}
