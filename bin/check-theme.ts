import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { themeCheckRun } from "@shopify/theme-check-node";
import { z } from "zod";

const CONFIG = "test/static/theme-check.yml";

/** Settings whose value is picked or typed; each needs an id and a label. */
const INPUTS =
  "checkbox number radio range select text textarea article blog collection collection_list " +
  "color color_background color_palette color_scheme color_scheme_group font_picker html " +
  "image_picker inline_richtext link_list liquid metaobject metaobject_list page product " +
  "product_list richtext text_alignment url video video_url";

const Option = z.strictObject({
  value: z.string(),
  label: z.string(),
  group: z.string().optional(),
});

const Sidebar = z.strictObject({
  type: z.enum(["header", "paragraph"]),
  content: z.string().min(1),
  info: z.string().optional(),
});

const Input = z
  .strictObject({
    type: z.enum(INPUTS.split(" ")),
    id: z.string().regex(/^[a-z][a-z0-9_]*$/),
    label: z.string().min(1),
    info: z.string().optional(),
    default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
    placeholder: z.string().optional(),
    options: z.array(Option).min(1).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.number().positive().optional(),
    unit: z.string().max(3).optional(),
    limit: z.number().optional(),
    accept: z.array(z.string()).optional(),
    visible_if: z.string().optional(),
  })
  .superRefine((setting, context) => {
    for (const complaint of complaintsAbout(setting)) context.addIssue(complaint);
  });

const Places = z.strictObject({
  templates: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
});

const BlockSchema = z
  .strictObject({
    name: z.string().min(1).max(25),
    target: z.enum(["section", "head", "body", "compliance_head"]),
    javascript: z.string().optional(),
    stylesheet: z.string().optional(),
    class: z.string().optional(),
    tag: z.string().optional(),
    available_if: z.string().optional(),
    enabled_on: Places.optional(),
    disabled_on: Places.optional(),
    default: z.unknown().optional(),
    settings: z.array(z.union([Sidebar, Input])).default([]),
  })
  .refine((block) => !(block.enabled_on && block.disabled_on), {
    message: "enabled_on and disabled_on exclude each other",
  });

type Setting = {
  type: string;
  default?: unknown;
  options?: { value: string }[] | undefined;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
};

/** What Theme Check says of every theme extension, and what it leaves out: the blocks' schemas. */
export async function checkTheme(): Promise<string[]> {
  const roots = globSync("extensions/*/shopify.extension.toml").map((file) => path.dirname(file));
  const complaints: string[] = [];
  for (const root of roots) {
    complaints.push(...(await runThemeCheck(root)));
    for (const file of globSync(`${root}/blocks/*.liquid`)) {
      complaints.push(...checkBlock(root, file).map((complaint) => `${file}: ${complaint}`));
    }
    complaints.push(...compareLocales(root));
  }
  return complaints;
}

async function runThemeCheck(root: string): Promise<string[]> {
  const { offenses } = await themeCheckRun(path.resolve(root), path.resolve(CONFIG));
  return offenses.map(({ check, message, uri, start }) => {
    const file = path.relative(process.cwd(), fileURLToPath(uri));
    return `${file}:${start.line + 1}: ${check}: ${message}`;
  });
}

function checkBlock(root: string, file: string): string[] {
  const text = readFileSync(file, "utf8");
  const [, source] = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(text) ?? [];
  if (source === undefined) return ["no {% schema %}"];
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    return [`{% schema %}: ${String(error)}`];
  }
  const parsed = BlockSchema.safeParse(json);
  if (!parsed.success) return [z.prettifyError(parsed.error)];
  const assets = [parsed.data.javascript, parsed.data.stylesheet].filter(
    (name) => name !== undefined,
  );
  const missing = assets.filter((name) => !existsSync(`${root}/assets/${name}`));
  return [...missing.map((name) => `no asset ${name}`), ...untranslated(root, source)];
}

function complaintsAbout(setting: Setting): string[] {
  const complaints: string[] = [];
  const { type, options, min, max, step } = setting;
  if (["select", "radio"].includes(type)) {
    if (!options) complaints.push(`${type} needs options`);
    else if (!options.some(({ value }) => value === setting.default)) {
      complaints.push(`the default of ${type} is not among its options`);
    }
  }
  if (type === "checkbox" && typeof setting.default !== "boolean") {
    complaints.push("checkbox needs a default of true or false");
  }
  if (type === "range")
    complaints.push(...complaintsAboutRange({ min, max, step }, setting.default));
  return complaints;
}

type Range = { min: number | undefined; max: number | undefined; step: number | undefined };

function complaintsAboutRange({ min, max, step = 1 }: Range, preset: unknown): string[] {
  if (min === undefined || max === undefined) return ["range needs min and max"];
  if (typeof preset !== "number" || preset < min || preset > max) {
    return ["range needs a default between min and max"];
  }
  const steps = (max - min) / step;
  return steps < 3 || steps > 101 ? ["range needs 3 to 101 steps"] : [];
}

/** The `t:` keys of a schema that the default locale does not have. */
function untranslated(root: string, source: string): string[] {
  const known = keysOf(readJson(`${root}/locales/en.default.schema.json`));
  const used = [...source.matchAll(/"t:([^"]+)"/g)].map(([, key = ""]) => key);
  return used.filter((key) => !known.includes(key)).map((key) => `no translation of ${key}`);
}

/** Every language has the keys of the default one, plural forms aside. */
function compareLocales(root: string): string[] {
  return ["", ".schema"].flatMap((kind) => {
    const first = `${root}/locales/en.default${kind}.json`;
    const wanted = new Set(keysOf(readJson(first)).map(withoutPlural));
    return globSync(`${root}/locales/*.json`)
      .filter((file) => file !== first && file.endsWith(".schema.json") === (kind === ".schema"))
      .flatMap((file) => {
        const found = new Set(keysOf(readJson(file)).map(withoutPlural));
        const missing = [...wanted].filter((key) => !found.has(key));
        const extra = [...found].filter((key) => !wanted.has(key));
        return [
          ...missing.map((key) => `${file}: ${key} is missing`),
          ...extra.map((key) => `${file}: ${key} is not in ${path.basename(first)}`),
        ];
      });
  });
}

function withoutPlural(key: string): string {
  return key.replace(/\.(zero|one|two|few|many|other)$/, "");
}

function keysOf(value: unknown, prefix = ""): string[] {
  if (typeof value !== "object" || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, inner]) =>
    keysOf(inner, prefix ? `${prefix}.${key}` : key),
  );
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

if (import.meta.main) {
  const complaints = await checkTheme();
  for (const complaint of complaints) console.log(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}
