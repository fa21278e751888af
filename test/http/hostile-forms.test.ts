import { expect, test } from "vitest";
import { z } from "zod";
import { starterProgram } from "#app/domain/program/starter.ts";
import { membersPage } from "#app/queries/members-page.ts";
import { parseForm, SearchText, storable } from "#app/ui/parse-form.ts";
import { SaveDraftForm } from "#app/ui/save-draft-form.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { aShop } from "#test/support/shop.ts";

const NUL = String.fromCodePoint(0);

test("what a form holds can be kept, whatever was pasted into it", async () => {
  const { ctx, aMember } = await aShop();
  const { memberId } = await aMember();
  const request = formOf({ note: `sorry${NUL}`, requestId: "r1" });
  const form = await parseForm(request, z.object({ note: z.string(), requestId: z.string() }));
  if (!form.ok) throw new Error("the form was not read");
  expect(await adjustPoints(ctx, { memberId, points: 1n, ...form.value })).toMatchObject({
    ok: true,
  });
  const wish = storable(new URLSearchParams({ search: `a${NUL}`, tier: NUL }));
  const { search, tier } = z.object({ search: z.string(), tier: z.string() }).parse(wish);
  const page = { before: null, after: null, sort: "newest" as const };
  expect((await membersPage(ctx, { ...page, search, tier })).members).toEqual([]);
});

test("a search longer than any name finds nobody, rather than everybody", async () => {
  const { ctx, aMember } = await aShop();
  await aMember();
  const page = { before: null, after: null, sort: "newest" as const, tier: "" };
  const search = SearchText.parse("a".repeat(500));
  expect((await membersPage(ctx, { ...page, search })).members).toEqual([]);
  expect(SearchText.parse(null)).toBe("");
});

test("a draft with texts that the database refuses is kept without them", async () => {
  const { ctx } = await aShop();
  const document = { ...starterProgram, name: `Tea${NUL}\uD83D` };
  const form = await parseForm(
    formOf({ document: JSON.stringify(document), revision: "0", next: "" }),
    SaveDraftForm,
  );
  if (!form.ok) throw new Error("the form was not read");
  expect(await saveDraft(ctx, form.value)).toEqual({ ok: true, revision: 1 });
});

test("numbers that no form has are refused by name", async () => {
  const wrong = ["-1", "NaN", "1e99", "9999999999", "1.5", "Infinity"];
  for (const revision of wrong) {
    const form = await parseForm(formOf({ document: "{}", revision, next: "" }), SaveDraftForm);
    expect(form.ok, revision).toBe(false);
  }
});

function formOf(fields: Record<string, string>): Request {
  return new Request("https://laurel.example/", {
    method: "POST",
    body: new URLSearchParams(fields),
  });
}
