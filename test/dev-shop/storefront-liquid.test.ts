import { expect, test } from "vitest";

import { createLiquidEngine } from "#dev-shop/storefront/liquid-engine.ts";
import { translate } from "#dev-shop/storefront/translations.ts";

test("whole numbers divide to whole numbers, as in Shopify's Liquid", async () => {
  expect(await render("{{ 1250 | divided_by: 1000 }} {{ -7 | divided_by: 2 }}")).toBe("1 -4");
  expect(await render("{{ 5 | divided_by: 2.0 }} {{ 2.5 | divided_by: 2 }}")).toBe("2.5 1.25");
});

test("money follows the currency the buyer sees", async () => {
  const source = "{{ 123456 | money }} {{ 123456 | money_with_currency }} {{ 500 | money }}";
  expect(await render(source, "GBP")).toBe("£1,234.56 £1,234.56 GBP £5.00");
  expect(await render(source, "EUR")).toBe("€1.234,56 €1.234,56 EUR €5,00");
  expect(await render(source, "JPY")).toBe("¥1,235 ¥1,235 JPY ¥5");
});

test("json cannot end a script, and output is escaped only when told", async () => {
  expect(await render("{{ '</script>' | json }}{{ '<' }}{{ '<' | escape }}")).toBe(
    '"\\u003c/script\\u003e"<&lt;',
  );
});

test("a filter that Shopify lacks too is an error with its name", async () => {
  await expect(render("{{ 1 | nosuch }}")).rejects.toThrow(/nosuch/);
});

test("paginate shows a page of a list and says where it is", async () => {
  const source =
    "{% paginate shop.things by 2 %}{{ shop.things | join: '' }} {{ paginate.pages }}" +
    "{{ paginate.next.url }}{% endpaginate %}";
  expect(await render(source, "GBP", { shop: { things: ["a", "b", "c"] } })).toBe("ab 2?page=2");
});

test("what is data is not printed: schema and doc; a form knows where it goes", async () => {
  expect(await render("a{% schema %}{ }{% endschema %}{% doc %} {{ x {% enddoc %}b")).toBe("ab");
  expect(await render("{% form 'product', p, id: 'f' %}x{% endform %}")).toContain(
    '<form method="post" action="/cart/add" id="f"',
  );
});

test("texts come in the language, its parent, or the default, in the right plural", () => {
  const texts = {
    byLocale: {
      en: { n: { one: "{{ count }} point", other: "{{ count }} points" }, hi: "Hi {{ name }}" },
      fr: { hi: "Salut {{ name }}", bold_html: "<b>{{ name }}</b>" },
    },
    defaultLocale: "en",
  };
  const say = (locale: string, key: string, values = {}) =>
    translate(texts, locale, { key, values });

  expect(say("fr-CA", "hi", { name: "<A>" })).toBe("Salut &lt;A&gt;");
  expect(say("fr", "bold_html", { name: "<i>A</i>" })).toBe("<b><i>A</i></b>");
  expect(say("fr", "n", { count: 1 })).toBe("1 point");
  expect(say("en", "n", { count: 0 })).toBe("0 points");
  expect(say("en", "no.such")).toContain("Translation missing: en.no.such");
});

function render(source: string, currency = "GBP", globals: Record<string, unknown> = {}) {
  return createLiquidEngine({}).renderText(source, {
    state: {
      locale: "en",
      currency,
      translate: (key) => key,
      assetUrl: (file) => file,
      readAsset: (file) => file,
      renderBlocks: () => Promise.resolve(""),
    },
    globals,
  });
}
