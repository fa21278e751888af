import { z } from "zod";

/** A value posted as JSON text. */
export const JsonText = z
  .string()
  .max(500_000)
  .transform((text, report): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      report.addIssue({ code: "custom", message: "This is no JSON." });
      return z.NEVER;
    }
  });

/** Which draft was read; no larger than the database counts. */
export const Revision = z.coerce.number().int().min(0).max(2_000_000_000);

/** A draft as it is posted: the whole document, and the revision it rests on. */
export const SaveDraftForm = z.object({
  document: JsonText,
  revision: Revision,
  /** Where to go once it is saved; empty to stay. */
  next: z.string().regex(/^(\/app\/(rewards|program)(\/[a-z0-9-]+){0,2})?$/),
});

/** What a refused save means for the answer: 422 for what is not right, 409 for a conflict. */
export function saveStatus(result: { ok: boolean; reason?: string }): number {
  if (result.ok) return 200;
  return result.reason === "invalid" ? 422 : 409;
}
