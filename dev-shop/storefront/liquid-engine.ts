import { Liquid } from "liquidjs";
import type { Template } from "liquidjs";
import { registerFilters } from "#dev-shop/storefront/liquid-filters.ts";
import { globalsWith } from "#dev-shop/storefront/liquid-state.ts";
import type { LiquidState } from "#dev-shop/storefront/liquid-state.ts";
import { registerTags, withoutRawBlocks } from "#dev-shop/storefront/liquid-tags.ts";

export type LiquidEngine = {
  /** Renders a named template; globals are seen by snippets too, locals are not. */
  render: (name: string, page: LiquidPage) => Promise<string>;
  /** Renders Liquid given as text. */
  renderText: (source: string, page: LiquidPage) => Promise<string>;
};

export type LiquidPage = {
  state: LiquidState;
  globals: Record<string, unknown>;
  locals?: Record<string, unknown>;
};

/**
 * Shopify's Liquid over templates held in memory, by name without extension. Unknown filters are
 * errors.
 */
export function createLiquidEngine(sources: Record<string, string>): LiquidEngine {
  const templates = Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [`${name}.liquid`, withoutRawBlocks(source)]),
  );
  const liquid = new Liquid({ templates, extname: ".liquid", strictFilters: true, locale: "en" });
  registerFilters(liquid);
  registerTags(liquid);

  const parsed = new Map<string, Template[]>();
  const parse = (name: string): Template[] => {
    const source = templates[`${name}.liquid`];
    if (source === undefined) throw new Error(`No Liquid template "${name}"`);
    const known = parsed.get(name) ?? liquid.parse(source, `${name}.liquid`);
    parsed.set(name, known);
    return known;
  };
  const run = async (template: Template[], { state, globals, locals }: LiquidPage) =>
    String(await liquid.render(template, { ...locals }, { globals: globalsWith(state, globals) }));
  return {
    render: async (name, page) => run(parse(name), page),
    renderText: async (source, page) => run(liquid.parse(withoutRawBlocks(source)), page),
  };
}
