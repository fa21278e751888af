import { z } from "zod";

export type ParsedForm<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> };

/** Reads a posted form by a schema; the errors are by field, the first one each. */
export async function parseForm<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<ParsedForm<z.infer<S>>> {
  const fields = storable(await request.formData());
  const parsed = schema.safeParse(fields);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join(".")] ??= issue.message;
  return { ok: false, errors };
}

/** Fields, or parts of an address, without NUL, which the database takes in no text. */
export function storable(fields: FormData | URLSearchParams): Record<string, unknown> {
  const entries = [...fields].map(([name, value]) => [
    name,
    typeof value === "string" ? value.replaceAll("\0", "") : value,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** As many letters as a search looks at; nothing has longer words. */
export const LONGEST_SEARCH = 200;

/** What somebody searches for, from an address: cut off where it is longer, or empty. */
export const SearchText = z
  .string()
  .catch("")
  .transform((text) => text.slice(0, LONGEST_SEARCH));
