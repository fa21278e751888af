import { z } from "zod";

type Path = (string | number)[];
type Problem = { path: Path; message: string };
type Schema = z.core.JSONSchema.BaseSchema;

/**
 * Keys that a schema does not know, each with those it does. Objects that would let others pass
 * unseen are looked at, too: whoever mistypes a key wants to hear of it.
 */
export function findUnknownKeys(schema: z.ZodType, value: unknown, path: Path = []): Problem[] {
  return find({ root: jsonSchemaOf(schema) }, jsonSchemaOf(schema), { value, path });
}

const known = new Map<z.ZodType, Schema>();

function jsonSchemaOf(schema: z.ZodType): Schema {
  const made = known.get(schema) ?? z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  known.set(schema, made);
  return made;
}

type Place = { value: unknown; path: Path };

function find(ctx: { root: Schema }, given: Schema, { value, path }: Place): Problem[] {
  const schema = resolved(ctx.root, given);
  if (Array.isArray(value)) {
    const { items } = schema;
    if (typeof items !== "object" || Array.isArray(items)) return [];
    return value.flatMap((each, index) =>
      find(ctx, items, { value: each, path: [...path, index] }),
    );
  }
  if (!isRecord(value)) return [];
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((form) =>
    resolved(ctx.root, form),
  );
  if (forms.length > 0) return bestOf(ctx, forms, { value, path });
  return Object.entries(value).flatMap(([key, each]) => {
    const inside = schema.properties?.[key] ?? schema.additionalProperties;
    if (typeof inside === "object") return find(ctx, inside, { value: each, path: [...path, key] });
    if (!schema.properties || key in schema.properties) return [];
    const allowed = Object.keys(schema.properties).join(", ");
    return [{ path: [...path, key], message: `There is no such key; there is: ${allowed}.` }];
  });
}

/** Of several forms the one that is meant: of the same kind, else the one that fits best. */
function bestOf(ctx: { root: Schema }, forms: Schema[], place: Place): Problem[] {
  const { value } = place;
  const objects = forms.filter((form) => form.type === "object" || form.anyOf || form.oneOf);
  const sameKind = objects.filter((form) => isRecord(value) && isOfKind(form, value["kind"]));
  const tried = sameKind.length > 0 ? sameKind : objects;
  const found = tried.map((form) => find(ctx, form, place));
  return found.reduce((best, each) => (each.length < best.length ? each : best), found[0] ?? []);
}

function isOfKind(form: Schema, kind: unknown): boolean {
  const wanted = form.properties?.["kind"];
  if (typeof kind !== "string" || typeof wanted !== "object") return false;
  return wanted.const === kind || (wanted.enum?.includes(kind) ?? false);
}

function resolved(root: Schema, schema: Schema): Schema {
  const { $ref } = schema;
  if ($ref === undefined) return schema;
  if ($ref === "#") return root;
  const target = root.$defs?.[$ref.replace("#/$defs/", "")];
  return target === undefined ? schema : resolved(root, target);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
