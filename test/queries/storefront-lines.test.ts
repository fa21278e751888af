import { expect, test } from "vitest";
import type { LoyaltyValue } from "#app/domain/loyalty-value.ts";
import { storefrontFormat } from "#app/queries/storefront-format.ts";
import { storefrontMember } from "#app/queries/storefront-member.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";
import { readThemeExtensions } from "#dev-shop/storefront/theme-extensions.ts";
import { translate } from "#dev-shop/storefront/translations.ts";

const LINES = ["free", "pending", "owed", "expiring"] as const;

const value: LoyaltyValue = {
  ...{ v: 1, points: 0, pending: 0, reserved: 0, owed: 0 },
  ...{ tier: null, next: null, expires: [], free: [] },
};

/** What the theme prints of a value before the server is asked: texts by line, null if hidden. */
async function printed(loyalty: LoyaltyValue | null, locale: StorefrontLocale) {
  const extension = readThemeExtensions("extensions").find(
    ({ handle }) => handle === "loyalty-theme",
  );
  if (!extension) throw new Error("the theme extension is not there");
  const html = await extension.engine.render("laurel-lines", {
    state: {
      ...{ locale, currency: "USD" },
      translate: (key, values) => translate(extension.translations, locale, { key, values }),
      ...{ assetUrl: (file) => file, readAsset: (file) => file },
      renderBlocks: () => Promise.resolve(""),
    },
    globals: {},
    locals: { loyalty, locale },
  });
  const shown = (line: string) => new RegExp(`data-slot="${line}" >([^<]+)<`).exec(html)?.[1];
  return Object.fromEntries(LINES.map((line) => [line, shown(line) ?? null]));
}

/** What the server says of the same. */
function told(loyalty: LoyaltyValue, locale: StorefrontLocale) {
  const shop = { currency: "USD", timeZone: "UTC" };
  const member = storefrontMember(loyalty, storefrontFormat(locale, shop));
  return Object.fromEntries(LINES.map((line) => [line, member[line]]));
}

const free = (...left: number[]) =>
  left.map((left, index) => ({ reward: `r${index}`, left, until: "2026-03-31" }));

test.each([
  ["nothing to say", {}],
  ["one of each", { pending: 1, owed: 1, free: free(0, 1) }],
  ["many of each", { pending: 1250, owed: 2, free: free(1, 2) }],
  ["what is used up", { free: free(0) }],
  ["an expiry", { expires: [{ points: 1250, on: "2026-12-31" }] }],
])("the theme and the server say the same of %s, in both languages", async (_, more) => {
  for (const locale of ["en", "zh-CN"] as const) {
    const both = { ...value, ...more };
    expect(await printed(both, locale)).toEqual(told(both, locale));
  }
});

test("what is free by the tier is told, and to whom nothing is known of nothing", async () => {
  const both = { ...value, free: free(1, 2) };
  expect(told(both, "en")["free"]).toBe("3 rewards are free for you now.");
  expect(told(both, "zh-CN")["free"]).toBe("现在有 3 份奖励可免费领取。");
  expect(told({ ...value, free: free(0, 1) }, "en")["free"]).toBe("1 reward is free for you now.");
  expect(await printed(null, "en")).toEqual({
    free: null,
    pending: null,
    owed: null,
    expiring: null,
  });
});
