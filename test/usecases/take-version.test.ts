import { expect, test } from "vitest";
import { programPage } from "#app/queries/program-page.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { takeVersion } from "#app/usecases/take-version.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const named = (name: string) => ({ ...plainStarter, name });

test("an earlier version becomes the draft, and what is in force stays in force", async () => {
  const shop = await aShop();
  await shop.publish(named("First"));
  shop.clock.set("2026-03-05T00:00:00Z");
  await shop.publish(named("Second"));
  const page = async () => {
    const { draft, differs, versions } = await programPage(shop.ctx);
    const current = versions.find(({ when }) => when === "current")?.version;
    return { name: draft.document.name, revision: draft.revision, differs, current };
  };
  const { revision } = await page();
  const taken = await takeVersion(shop.ctx, { version: 1, revision });
  expect(taken).toEqual({ ok: true, revision: revision + 1 });
  expect(await page()).toMatchObject({ name: "First", differs: true, current: 2 });

  // The newest one, which is how changes are discarded.
  await takeVersion(shop.ctx, { version: 2, revision: revision + 1 });
  expect(await page()).toMatchObject({ name: "Second", differs: false, current: 2 });
});

test("a draft that somebody saved meanwhile is not lost, and no version is made up", async () => {
  const shop = await aShop();
  await shop.publish(named("First"));
  const { draft } = await programPage(shop.ctx);
  const { revision } = draft;
  await saveDraft(shop.ctx, { document: named("Edited"), revision });
  expect(await takeVersion(shop.ctx, { version: 1, revision })).toEqual({
    ok: false,
    reason: "changed-elsewhere",
  });
  expect((await programPage(shop.ctx)).draft.document.name).toBe("Edited");
  expect(await takeVersion(shop.ctx, { version: 7, revision: revision + 1 })).toEqual({
    ok: false,
    reason: "no-version",
  });
});
