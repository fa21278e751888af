import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cartObject, priceShoppersCart } from "#dev-shop/storefront/cart-object.ts";
import { blockAssets, placedBlocks, renderBlock } from "#dev-shop/storefront/extension-blocks.ts";
import type { PlacedBlock } from "#dev-shop/storefront/extension-blocks.ts";
import { sendHtml } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import {
  customerObject,
  localizationObject,
  routesObject,
  shopObject,
} from "#dev-shop/storefront/liquid-objects.ts";
import type { LiquidState } from "#dev-shop/storefront/liquid-state.ts";
import type { Shopper } from "#dev-shop/storefront/shopper.ts";
import { readTheme, themeAssetsFolder } from "#dev-shop/storefront/theme.ts";
import { translate } from "#dev-shop/storefront/translations.ts";

export type Page = {
  template: string;
  title: string;
  /** What the template sees besides the global objects. */
  objects?: Record<string, unknown>;
  status?: number;
  headers?: Record<string, string | string[]>;
  /** Liquid that stands in for the template: an app's answer with `application/liquid`. */
  source?: string;
};

/** Renders a page of the theme, with the app's blocks and embeds, and sends it. */
export async function sendPage(exchange: Exchange, shopper: Shopper, page: Page): Promise<void> {
  const html = await renderPage(exchange, shopper, page);
  sendHtml(exchange.res, html, { status: page.status ?? 200, headers: page.headers ?? {} });
}

async function renderPage(exchange: Exchange, shopper: Shopper, page: Page): Promise<string> {
  const { devShop } = exchange;
  const theme = readTheme();
  const globals = await globalObjects(exchange, shopper, page);
  const placed = isCheckout(page) ? [] : await placedBlocks(devShop, page.template);
  const designMode = exchange.url.searchParams.has("design_mode");
  const baseState = stateFor(shopper);
  const render = (target: string) =>
    renderAll(placed, target, (block) =>
      renderBlock(devShop, block, { state: baseState, globals, designMode }),
    );
  const state = { ...baseState, renderBlocks: async () => (await render("section")).join("\n") };

  const content = page.source
    ? await theme.engine.renderText(page.source, { state, globals })
    : await theme.engine.render(`templates/${page.template}`, { state, globals });
  const embeds = await render("body");
  const head = [...(await render("head")), blockAssets(placed)].join("\n");
  const html = await theme.engine.render("layout/theme", {
    state,
    globals: { ...globals, content_for_layout: content, content_for_header: head },
  });
  return html.replace("</body>", () => `${embeds.join("\n")}</body>`);
}

async function renderAll(
  placed: PlacedBlock[],
  target: string,
  render: (block: PlacedBlock) => Promise<string>,
): Promise<string[]> {
  const wanted = placed.filter(({ block }) => block.schema.target === target);
  return Promise.all(wanted.map(render));
}

/** Theme extensions do not run at checkout. */
function isCheckout({ template }: Page): boolean {
  return template === "checkout" || template === "order-status";
}

function stateFor({ locale, currency }: Shopper): LiquidState {
  const { translations, version } = readTheme();
  return {
    locale,
    currency,
    translate: (key, values) => translate(translations, locale, { key, values }),
    assetUrl: (file) => `/theme/assets/${encodeURIComponent(file)}?v=${version}`,
    readAsset: (file) => readFileSync(join(themeAssetsFolder, file), "utf8"),
    renderBlocks: () => Promise.resolve(""),
  };
}

async function globalObjects(exchange: Exchange, shopper: Shopper, page: Page) {
  const { devShop, url } = exchange;
  return {
    shop: shopObject(devShop),
    customer: shopper.customer && (await customerObject(devShop, shopper.customer)),
    cart: await cartObject(devShop, shopper, await priceShoppersCart(devShop, shopper)),
    localization: localizationObject(devShop, shopper),
    routes: routesObject(shopper),
    request: {
      locale: { iso_code: shopper.locale },
      design_mode: url.searchParams.has("design_mode"),
      host: url.host,
      origin: url.origin,
      path: url.pathname,
      page_type: page.template,
    },
    template: { name: page.template, directory: null, suffix: null },
    page_title: page.title,
    canonical_url: `${url.origin}${url.pathname}`,
    current_page: Number(url.searchParams.get("page") ?? 1),
    powered_by_link: null,
    settings: {},
    ...page.objects,
  };
}
