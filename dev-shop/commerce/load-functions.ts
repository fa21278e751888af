/**
 * Reads the app's discount functions: their source runs as it is, where Shopify runs what it
 * compiles to.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "smol-toml";
import { z } from "zod";
import type { DiscountFunction, FunctionInput } from "#dev-shop/commerce/discount-function.ts";

const TARGET = "cart.lines.discounts.generate.run";

const Toml = z.object({
  extensions: z.array(
    z.object({
      type: z.string(),
      handle: z.string(),
      targeting: z.array(z.object({ target: z.string(), export: z.string() })).default([]),
      input: z
        .object({ variables: z.object({ namespace: z.string(), key: z.string() }) })
        .optional(),
    }),
  ),
});

/** By handle. Extensions of other kinds are left aside. */
export async function loadFunctions(
  folder: string | undefined,
): Promise<Map<string, DiscountFunction>> {
  const found = new Map<string, DiscountFunction>();
  for (const extension of foldersIn(folder)) {
    const file = path.join(extension, "shopify.extension.toml");
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    const toml = Toml.safeParse(parse(readFileSync(file, "utf8")));
    for (const { type, handle, targeting, input } of toml.data?.extensions ?? []) {
      const target = targeting.find((each) => each.target === TARGET);
      if (type !== "function" || !target || !input) continue;
      const source = pathToFileURL(path.resolve(extension, "src/index.ts")).href;
      const module = (await import(source)) as Record<string, unknown>;
      const run = module[camelCase(target.export)];
      if (typeof run !== "function") throw new Error(`${handle} exports no ${target.export}`);
      const call = run as (input: FunctionInput) => unknown;
      found.set(handle, { run: call, metafield: input.variables });
    }
  }
  return found;
}

function foldersIn(folder: string | undefined): string[] {
  if (folder === undefined) return [];
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isThere
    ? readdirSync(folder)
        .sort()
        .map((name) => path.join(folder, name))
    : [];
}

function camelCase(text: string): string {
  return text.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
