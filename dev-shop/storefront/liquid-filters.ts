import { createHash, createHmac } from "node:crypto";
import type { Liquid } from "liquidjs";
import { stateOf } from "#dev-shop/storefront/liquid-state.ts";
import { amountText, formatHundredths } from "#dev-shop/storefront/money-format.ts";
import { escapeHtml } from "#dev-shop/storefront/translations.ts";

/** The filters of Shopify's Liquid that liquidjs lacks, or answers differently. */
export function registerFilters(engine: Liquid): void {
  registerText(engine);
  registerMath(engine);
  registerMoney(engine);
  registerAssets(engine);
  registerHashes(engine);
}

/** Whole numbers divide to whole numbers there, rounded down; liquidjs knows one kind of number. */
function registerMath(engine: Liquid): void {
  engine.registerFilter("divided_by", function (dividend: unknown, divisor: unknown) {
    const [a, b] = [Number(dividend ?? 0), Number(divisor)];
    if (b === 0) throw new Error("Liquid error: divided by 0");
    const isWritten = /\.\d/.test(`${String(dividend)} ${this.token.getText()}`);
    const isWhole = Number.isInteger(a) && Number.isInteger(b) && !isWritten;
    return isWhole ? Math.floor(a / b) : a / b;
  });
}

/** Named arguments reach a liquidjs filter as pairs; positional ones as they are. */
function namedArguments(args: unknown[]): Record<string, unknown> {
  return Object.fromEntries(args.filter((arg) => Array.isArray(arg)) as [string, unknown][]);
}

function registerText(engine: Liquid): void {
  const translateKey = function (
    this: { context: Parameters<typeof stateOf>[0] },
    key: unknown,
    ...args: unknown[]
  ) {
    return stateOf(this.context).translate(String(key ?? ""), namedArguments(args));
  };
  engine.registerFilter("t", translateKey);
  engine.registerFilter("translate", translateKey);
  engine.registerFilter("handleize", (text: unknown) => handleOf(String(text ?? "")));
  engine.registerFilter("handle", (text: unknown) => handleOf(String(text ?? "")));
  engine.registerFilter("pluralize", (count: unknown, one: string, many: string) =>
    Number(count) === 1 ? one : many,
  );
  // Shopify's keeps markup characters out of scripts and attributes.
  engine.registerFilter("json", (value: unknown) => scriptJson(value));
  engine.registerFilter("structured_data", (value: unknown) => structuredData(value));
  engine.registerFilter("link_to", (text: unknown, url: unknown) => {
    return `<a href="${escapeHtml(String(url ?? ""))}">${String(text ?? "")}</a>`;
  });
  engine.registerFilter("time_tag", (date: unknown) => {
    const iso = String(date ?? "");
    return `<time datetime="${escapeHtml(iso)}">${escapeHtml(iso.slice(0, 10))}</time>`;
  });
}

function registerMoney(engine: Liquid): void {
  engine.registerFilter("money", function (hundredths: unknown) {
    return formatHundredths(Number(hundredths ?? 0), stateOf(this.context).currency);
  });
  engine.registerFilter("money_with_currency", function (hundredths: unknown) {
    const { currency } = stateOf(this.context);
    return `${formatHundredths(Number(hundredths ?? 0), currency)} ${currency}`;
  });
  engine.registerFilter("money_without_currency", function (hundredths: unknown) {
    return amountText(Number(hundredths ?? 0), stateOf(this.context).currency);
  });
  engine.registerFilter("money_without_trailing_zeros", function (hundredths: unknown) {
    const text = formatHundredths(Number(hundredths ?? 0), stateOf(this.context).currency);
    return text.replace(/[.,]00$/, "");
  });
}

function registerAssets(engine: Liquid): void {
  engine.registerFilter("asset_url", function (file: unknown) {
    return stateOf(this.context).assetUrl(String(file ?? ""));
  });
  engine.registerFilter("asset_img_url", function (file: unknown) {
    return stateOf(this.context).assetUrl(String(file ?? ""));
  });
  engine.registerFilter("inline_asset_content", function (file: unknown) {
    return stateOf(this.context).readAsset(String(file ?? ""));
  });
  engine.registerFilter("stylesheet_tag", (url: unknown) => {
    const href = escapeHtml(String(url ?? ""));
    return `<link href="${href}" rel="stylesheet" type="text/css" media="all" />`;
  });
  engine.registerFilter("script_tag", (url: unknown) => {
    return `<script src="${escapeHtml(String(url ?? ""))}" type="text/javascript"></script>`;
  });
  engine.registerFilter("image_url", (image: unknown, ...args: unknown[]) => {
    return imageUrl(image, namedArguments(args));
  });
  engine.registerFilter("image_tag", (url: unknown, ...args: unknown[]) => {
    const { alt = "", ...rest } = namedArguments(args);
    const attributes = Object.entries({ src: url, alt, loading: "lazy", ...rest });
    const text = attributes.map(([name, value]) => `${name}="${escapeHtml(String(value))}"`);
    return `<img ${text.join(" ")}>`;
  });
  engine.registerFilter("placeholder_svg_tag", (name: unknown, cssClass = "placeholder-svg") => {
    return placeholderSvg(String(name ?? ""), String(cssClass));
  });
}

function registerHashes(engine: Liquid): void {
  for (const algorithm of ["md5", "sha1", "sha256"]) {
    engine.registerFilter(algorithm, (text: unknown) =>
      createHash(algorithm)
        .update(String(text ?? ""))
        .digest("hex"),
    );
  }
  for (const algorithm of ["sha1", "sha256"]) {
    engine.registerFilter(`hmac_${algorithm}`, (text: unknown, secret: string) =>
      createHmac(algorithm, secret)
        .update(String(text ?? ""))
        .digest("hex"),
    );
  }
}

/** `Green Tea (50 g)` → `green-tea-50-g`. */
export function handleOf(text: string): string {
  const words = text.toLowerCase().replace(/['’"()]/g, "");
  return words.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}

/** JSON that may stand inside a script or an attribute's quotes after `escape`. */
export function scriptJson(value: unknown): string {
  const json = JSON.stringify(value ?? null);
  return json.replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function structuredData(value: unknown): string {
  const product = (value ?? {}) as Record<string, unknown>;
  return scriptJson({
    "@context": "http://schema.org/",
    "@type": "Product",
    name: product["title"],
    url: product["url"],
    description: product["description"],
  });
}

function imageUrl(image: unknown, { width }: Record<string, unknown>): string {
  const isObject = typeof image === "object" && image !== null;
  const source = String((isObject ? (image as { src?: unknown }).src : image) ?? "");
  if (!source || width === undefined) return source;
  return `${source}${source.includes("?") ? "&" : "?"}width=${Number(width)}`;
}

/** A leaf on a ground whose color follows from the name, so that products can be told apart. */
export function placeholderSvg(name: string, cssClass: string): string {
  const hue = createHash("sha256").update(name).digest().readUInt16BE(0) % 360;
  return (
    `<svg class="${escapeHtml(cssClass)}" viewBox="0 0 120 120" ` +
    `aria-hidden="true" focusable="false">` +
    `<rect width="120" height="120" fill="hsl(${hue} 38% 90%)"/>` +
    `<path d="M60 22c24 14 30 44 0 76c-30-32-24-62 0-76z" fill="hsl(${hue} 34% 62%)"/>` +
    `<path d="M60 34v64M60 58l-13-11M60 72l14-12" fill="none" stroke="hsl(${hue} 38% 94%)" ` +
    `stroke-width="2.5" stroke-linecap="round"/></svg>`
  );
}
