import { z } from "zod";

export const SettingDefinition = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  label: z.string().optional(),
  info: z.string().optional(),
  content: z.string().optional(),
  placeholder: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  unit: z.string().optional(),
  options: z
    .array(z.looseObject({ value: z.string(), label: z.string(), group: z.string().optional() }))
    .optional(),
});
export type SettingDefinition = z.infer<typeof SettingDefinition>;

const Places = z.object({
  templates: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
});

/** What `{% schema %}` of an app block or app embed says. */
export const BlockSchema = z.looseObject({
  name: z.string(),
  target: z.enum(["section", "head", "body", "compliance_head"]),
  javascript: z.string().optional(),
  stylesheet: z.string().optional(),
  class: z.string().optional(),
  tag: z.string().optional(),
  available_if: z.string().optional(),
  enabled_on: Places.optional(),
  disabled_on: Places.optional(),
  settings: z.array(SettingDefinition).default([]),
});
export type BlockSchema = z.infer<typeof BlockSchema>;

export type SettingValues = Record<string, string | number | boolean | null>;

/** The settings a block renders with: what the merchant set, else the defaults. */
export function settingValues(schema: BlockSchema, overrides: SettingValues): SettingValues {
  const values: SettingValues = {};
  for (const { id, default: preset, type } of schema.settings) {
    if (id === undefined) continue;
    values[id] = overrides[id] ?? preset ?? (type === "checkbox" ? false : null);
  }
  return values;
}

/** What a form sends for a setting, as the value Liquid gets; null where it is not acceptable. */
export function parseSetting(
  definition: SettingDefinition,
  text: string | null,
): string | number | boolean | null {
  if (definition.type === "checkbox") return text !== null;
  if (text === null || text === "") return definition.default ?? null;
  if (definition.type === "range" || definition.type === "number") {
    const number = Number(text);
    if (!Number.isFinite(number)) return definition.default ?? null;
    const { min = -Infinity, max = Infinity } = definition;
    return Math.min(max, Math.max(min, number));
  }
  if (definition.type === "select" || definition.type === "radio") {
    const isOffered = definition.options?.some(({ value }) => value === text) ?? false;
    return isOffered ? text : (definition.default ?? null);
  }
  return text;
}

/** Whether a block may stand in a template, by its `enabled_on` and `disabled_on`. */
export function isAllowedIn({ enabled_on: on, disabled_on: off }: BlockSchema, template: string) {
  const matches = (names: string[]) => names.includes("*") || names.includes(template);
  if (on?.templates && !matches(on.templates)) return false;
  return !(off?.templates && matches(off.templates));
}
