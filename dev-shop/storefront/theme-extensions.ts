import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { createLiquidEngine } from "#dev-shop/storefront/liquid-engine.ts";
import type { LiquidEngine } from "#dev-shop/storefront/liquid-engine.ts";
import { parseSchema } from "#dev-shop/storefront/liquid-tags.ts";
import { BlockSchema } from "#dev-shop/storefront/block-schema.ts";
import { handleOf } from "#dev-shop/storefront/liquid-filters.ts";
import { translate } from "#dev-shop/storefront/translations.ts";
import type { Translations } from "#dev-shop/storefront/translations.ts";

export type ExtensionBlock = { handle: string; schema: BlockSchema };

export type ThemeExtension = {
  handle: string;
  name: string;
  folder: string;
  blocks: ExtensionBlock[];
  /** Texts that blocks print. */
  translations: Translations;
  /** Texts of the theme editor: names of blocks and settings. */
  editorTranslations: Translations;
  engine: LiquidEngine;
  /** Changes with the files, so that assets may be cached for good. */
  version: string;
};

const known = new Map<string, { stamp: string; extensions: ThemeExtension[] }>();

/** The theme app extensions below a folder, read again when a file changed. */
export function readThemeExtensions(folder: string | undefined): ThemeExtension[] {
  if (folder === undefined) return [];
  const stamp = stampOf(folder);
  const earlier = known.get(folder);
  if (earlier?.stamp === stamp) return earlier.extensions;

  const extensions = filesIn(folder)
    .map((name) => readExtension(join(folder, name)))
    .filter((extension) => extension !== null);
  known.set(folder, { stamp, extensions });
  return extensions;
}

function filesIn(folder: string): string[] {
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isThere ? readdirSync(folder).sort() : [];
}

const PARTS = ["assets", "blocks", "snippets", "locales"];

function stampOf(folder: string): string {
  const times = filesIn(folder).flatMap((extension) =>
    PARTS.flatMap((part) => {
      const partFolder = join(folder, extension, part);
      return filesIn(partFolder).map((file) => statSync(join(partFolder, file)).mtimeMs);
    }),
  );
  return `${times.length}-${Math.max(0, ...times)}`;
}

function readExtension(folder: string): ThemeExtension | null {
  const file = join(folder, "shopify.extension.toml");
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
  const toml = parseToml(readFileSync(file, "utf8"));
  if (toml["type"] !== "theme") return null;

  const name = typeof toml["name"] === "string" ? toml["name"] : basename(folder);
  const blocks = sourcesIn(join(folder, "blocks"));
  return {
    handle: typeof toml["handle"] === "string" ? toml["handle"] : handleOf(name),
    name,
    folder,
    blocks: Object.entries(blocks).map(([handle, source]) => blockOf(handle, source)),
    translations: readTranslations(folder, false),
    editorTranslations: readTranslations(folder, true),
    engine: createLiquidEngine({
      ...sourcesIn(join(folder, "snippets")),
      ...Object.fromEntries(
        Object.entries(blocks).map(([key, source]) => [`blocks/${key}`, source]),
      ),
    }),
    version: stampOf(join(folder, "..")).replace(/\D/g, ""),
  };
}

function sourcesIn(folder: string): Record<string, string> {
  const files = filesIn(folder).filter((file) => file.endsWith(".liquid"));
  return Object.fromEntries(
    files.map((file) => [basename(file, ".liquid"), readFileSync(join(folder, file), "utf8")]),
  );
}

function blockOf(handle: string, source: string): ExtensionBlock {
  const schema = BlockSchema.safeParse(parseSchema(source));
  if (!schema.success) {
    throw new Error(`The schema of block "${handle}" is not valid: ${schema.error.message}`);
  }
  return { handle, schema: schema.data };
}

function readTranslations(folder: string, forEditor: boolean): Translations {
  const byLocale: Record<string, unknown> = {};
  let defaultLocale = "en";
  for (const file of filesIn(join(folder, "locales"))) {
    const match = /^([a-z]{2,3}(?:-[A-Za-z]+)?)(\.default)?(\.schema)?\.json$/.exec(file);
    if (!match || Boolean(match[3]) !== forEditor) continue;
    const locale = match[1] ?? "en";
    byLocale[locale] = JSON.parse(readFileSync(join(folder, "locales", file), "utf8")) as unknown;
    if (match[2]) defaultLocale = locale;
  }
  return { byLocale, defaultLocale };
}

/** A name or label of the schema: itself, or looked up when it starts with `t:`. */
export function editorText(extension: ThemeExtension, text: string, locale: string): string {
  if (!text.startsWith("t:")) return text;
  const key = text.slice(2);
  return translate(extension.editorTranslations, locale, { key, values: {} });
}
