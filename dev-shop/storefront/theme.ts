import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLiquidEngine } from "#dev-shop/storefront/liquid-engine.ts";
import type { LiquidEngine } from "#dev-shop/storefront/liquid-engine.ts";
import type { Translations } from "#dev-shop/storefront/translations.ts";

export type Theme = { engine: LiquidEngine; translations: Translations; version: string };

const folder = fileURLToPath(new URL("../theme", import.meta.url));
export const themeAssetsFolder = join(folder, "assets");

const PARTS = ["layout", "templates", "sections", "snippets", "locales", "assets"];
let known: Theme | null = null;

/** The theme of this folder, read again when a file changed. */
export function readTheme(): Theme {
  const version = String(Math.max(...PARTS.flatMap(filesOf).map((path) => statSync(path).mtimeMs)));
  if (known?.version === version) return known;

  const sources = PARTS.flatMap((part) =>
    filesOf(part)
      .filter((path) => path.endsWith(".liquid"))
      .map((path) => {
        const name = basename(path, ".liquid");
        return [part === "snippets" ? name : `${part}/${name}`, readFileSync(path, "utf8")];
      }),
  );
  const locales = filesOf("locales").map((path) => [
    basename(path, ".json"),
    JSON.parse(readFileSync(path, "utf8")) as unknown,
  ]);
  known = {
    engine: createLiquidEngine(Object.fromEntries(sources) as Record<string, string>),
    translations: { byLocale: Object.fromEntries(locales), defaultLocale: "en" },
    version,
  };
  return known;
}

function filesOf(part: string): string[] {
  const path = join(folder, part);
  if (!statSync(path, { throwIfNoEntry: false })) return [];
  return readdirSync(path).map((file) => join(path, file));
}
