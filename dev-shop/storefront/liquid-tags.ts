import { Hash, Tag, Value } from "liquidjs";
import type { Context, Emitter, Liquid, Parser, TagToken, Template, TopLevelToken } from "liquidjs";
import { stateOf } from "#dev-shop/storefront/liquid-state.ts";
import { escapeHtml } from "#dev-shop/storefront/translations.ts";

/** The tags of Shopify's Liquid that liquidjs lacks. */
export function registerTags(engine: Liquid): void {
  engine.registerTag("form", FormTag);
  engine.registerTag("paginate", PaginateTag);
  engine.registerTag("style", StyleTag);
  engine.registerTag("section", SectionTag);
  engine.registerTag("sections", SectionTag);
  engine.registerTag("content_for", ContentForTag);
}

/**
 * Takes out what is data for the editor or the bundler, not markup: schema, stylesheet,
 * javascript, doc.
 */
export function withoutRawBlocks(source: string): string {
  const collected = (name: string) =>
    [...source.matchAll(rawBlock(name))].map((match) => match[1] ?? "").join("\n");
  const css = collected("stylesheet");
  const script = collected("javascript");
  const markup = ["schema", "stylesheet", "javascript", "doc"].reduce(
    (text, name) => text.replace(rawBlock(name), ""),
    source,
  );
  return [
    css && `<style>{% raw %}${css}{% endraw %}</style>`,
    markup,
    script && `<script>{% raw %}${script}{% endraw %}</script>`,
  ].join("");
}

/** The parsed `{% schema %}` of a block or section; null when it has none. */
export function parseSchema(source: string): unknown {
  const json = rawBlock("schema").exec(source)?.[1];
  return json === undefined ? null : (JSON.parse(json) as unknown);
}

function rawBlock(name: string): RegExp {
  return new RegExp(`\\{%-?\\s*${name}\\s*-?%\\}([\\s\\S]*?)\\{%-?\\s*end${name}\\s*-?%\\}`, "g");
}

/** Templates up to the closing tag. */
function parseUntil(parser: Parser, tokens: TopLevelToken[], end: string): Template[] {
  const templates: Template[] = [];
  let closed = false;
  const stream = parser.parseStream(tokens);
  stream
    .on(`tag:${end}`, () => {
      closed = true;
      stream.stop();
    })
    .on("template", (template: Template) => templates.push(template))
    .on("end", () => {
      if (!closed) throw new Error(`Liquid: tag ${end} is missing`);
    });
  stream.start();
  return templates;
}

const FORM_ACTIONS: Record<string, string> = {
  product: "/cart/add",
  cart: "/cart",
  customer_login: "/account/login",
  localization: "/localization",
  contact: "/contact",
  customer: "/contact",
};

class FormTag extends Tag {
  #type: Value;
  #hash: Hash;
  #templates: Template[];

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, tokens, liquid);
    const [type = "", ...rest] = token.args.split(",");
    this.#type = new Value(type, liquid);
    this.#hash = new Hash(rest.filter((part) => part.includes(":")).join(","));
    this.#templates = parseUntil(parser, tokens, "endform");
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const type = String(yield this.#type.value(context));
    const attributes = (yield this.#hash.render(context)) as Record<string, unknown>;
    const { return_to: returnTo, ...rest } = attributes;
    const root = String(context.getSync(["routes", "root_url"]) ?? "/").replace(/\/$/, "");
    const all = { method: "post", action: `${root}${FORM_ACTIONS[type] ?? "/"}`, ...rest };
    const text = Object.entries(all).map(([name, value]) => attribute(name, value));
    emitter.write(`<form ${text.join(" ")} accept-charset="UTF-8">`);
    emitter.write(hidden("form_type", type));
    if (returnTo !== undefined) emitter.write(hidden("return_to", returnTo));
    context.push({ form: { errors: null, posted_successfully: false } });
    yield this.liquid.renderer.renderTemplates(this.#templates, context, emitter);
    context.pop();
    emitter.write("</form>");
  }
}

function attribute(name: string, value: unknown): string {
  return `${name}="${escapeHtml(String(value))}"`;
}

function hidden(name: string, value: unknown): string {
  return `<input type="hidden" ${attribute("name", name)} ${attribute("value", value)}>`;
}

/** `{% paginate collection.products by 12 %}`: inside, the list holds the current page only. */
class PaginateTag extends Tag {
  #path: string[];
  #size: Value;
  #templates: Template[];

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, tokens, liquid);
    const match = /^([\w.-]+)\s+by\s+(\S+)/.exec(token.args.trim());
    if (!match) throw new Error(`Liquid: cannot paginate "${token.args}"`);
    this.#path = (match[1] ?? "").split(".");
    this.#size = new Value(match[2] ?? "", liquid);
    this.#templates = parseUntil(parser, tokens, "endpaginate");
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const size = Math.max(1, Number(yield this.#size.value(context)) || 1);
    const found = context.getSync(this.#path);
    const list = Array.isArray(found) ? (found as unknown[]) : [];
    const page = Math.max(1, Number(context.getSync(["current_page"])) || 1);
    context.push({
      ...this.#sliced(context, list.slice((page - 1) * size, page * size)),
      paginate: paginateObject(list.length, size, page),
    });
    yield this.liquid.renderer.renderTemplates(this.#templates, context, emitter);
    context.pop();
  }

  #sliced(context: Context, items: unknown[]): Record<string, unknown> {
    const [first = "", second] = this.#path;
    if (second === undefined) return { [first]: items };
    return { [first]: { ...(context.getSync([first]) as object), [second]: items } };
  }
}

function paginateObject(items: number, size: number, page: number): Record<string, unknown> {
  const pages = Math.max(1, Math.ceil(items / size));
  const link = (to: number) => ({ url: `?page=${to}`, title: String(to), is_link: to !== page });
  return {
    items,
    pages,
    page_size: size,
    current_page: page,
    current_offset: (page - 1) * size,
    previous: page > 1 ? link(page - 1) : null,
    next: page < pages ? link(page + 1) : null,
    parts: Array.from({ length: pages }, (_, index) => link(index + 1)),
  };
}

/** `{% style %}`: CSS with Liquid inside. */
class StyleTag extends Tag {
  #templates: Template[];

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, tokens, liquid);
    this.#templates = parseUntil(parser, tokens, "endstyle");
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    emitter.write("<style data-shopify>");
    yield this.liquid.renderer.renderTemplates(this.#templates, context, emitter);
    emitter.write("</style>");
  }
}

/** `{% section "header" %}`: a template of the theme's sections folder, with its own variables. */
class SectionTag extends Tag {
  #name: Value;

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    this.#name = new Value(token.args, liquid);
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const name = String(yield this.#name.value(context));
    const templates = (yield this.liquid._parseFile(
      `sections/${name}`,
      context.sync,
    )) as unknown as Template[];
    const section = { id: name, settings: {}, blocks: [] };
    emitter.write(`<div id="shopify-section-${escapeHtml(name)}" class="shopify-section">`);
    yield this.liquid.renderer.renderTemplates(templates, context.spawn({ section }), emitter);
    emitter.write("</div>");
  }
}

/** `{% content_for "blocks" %}`: the app blocks placed in this template. */
class ContentForTag extends Tag {
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    emitter.write(String(yield stateOf(context).renderBlocks()));
  }
}
