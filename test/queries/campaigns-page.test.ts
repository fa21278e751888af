import { expect, test } from "vitest";
import { campaignsPage } from "#app/queries/campaigns-page.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const campaign = (id: string, until: string) => ({
  ...{ id, name: { en: id }, from: "2027-01-01", until },
});

test("campaigns of the draft say how they stand to what is in force", async () => {
  const { ctx, publish } = await aShop();
  const kept = campaign("kept", "2027-01-31");
  const longer = campaign("longer", "2027-01-31");
  await publish({ ...plainStarter, campaigns: [kept, longer] });
  const published = await campaignsPage(ctx);
  expect(published).toMatchObject({ differs: false, published: true });
  expect(published.standings).toEqual({ kept: "live", longer: "live" });

  const campaigns = [kept, { ...longer, until: "2027-02-28" }, campaign("new", "2027-03-31")];
  const document = { ...plainStarter, campaigns };
  await saveDraft(ctx, { document, revision: published.draft.revision });
  const drafted = await campaignsPage(ctx);
  expect(drafted.differs).toBe(true);
  expect(drafted.standings).toEqual({ kept: "live", longer: "changed", new: "fresh" });
});
