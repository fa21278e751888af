import { expect, test } from "vitest";
import type { Fresh } from "#app/queries/begun-draft.ts";
import { itemPart, rulePart } from "#app/queries/program-part.ts";
import { readDraft } from "#app/queries/program-draft.ts";
import { rewardPage } from "#app/queries/rewards-page.ts";
import { copyOf, freshCampaign } from "#app/ui/campaign-drafts.ts";
import { freshActivity, freshReward, freshRule, withoutName } from "#app/ui/fresh-items.ts";
import { ACTIVITY_TEMPLATES, RULE_TEMPLATES } from "#app/ui/program-templates.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const draftOf = ({ ctx }: TestShop) => ctx.inTransaction((tx) => readDraft(tx, ctx.shopId));

test("a new reward is in its form, and not in the draft before it is saved", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const before = await draftOf(shop);
  const wish = { rewardId: "reward", fresh: () => freshReward("reward") };
  const page = await rewardPage(shop.ctx, wish);
  expect(await draftOf(shop)).toEqual(before);
  expect(page?.draft).toEqual(before);
  expect(page?.begun?.rewards).toHaveLength(before.document.rewards.length + 1);
  const index = page?.index ?? -1;
  expect(page?.begun?.rewards[index]).toMatchObject({ id: "reward", limits: [], prices: [] });

  const { revision } = before;
  const unnamed = withoutName(page?.begun, `rewards.${index}`);
  const refused = await saveDraft(shop.ctx, { document: unnamed, revision });
  const problems = [{ path: `rewards.${index}.name.en`, message: "Give it a name." }];
  expect(refused).toEqual({ ok: false, reason: "invalid", problems });
  await saveDraft(shop.ctx, { document: page?.begun, revision });
  expect(await rewardPage(shop.ctx, wish)).toMatchObject({ index, begun: null });
});

test("every template begins a rule or an activity that can be saved", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const { revision } = await draftOf(shop);
  for (const template of Object.keys(RULE_TEMPLATES)) {
    const wish = { ruleId: "some-rule", fresh: () => freshRule("some-rule", template) };
    const begun = (await rulePart(shop.ctx, wish))?.begun;
    expect(begun?.earning.rules.at(-1), template).toMatchObject({ id: "some-rule", caps: [] });
  }
  for (const template of Object.keys(ACTIVITY_TEMPLATES)) {
    const fresh = () => freshActivity("deed", template);
    const begun = (await itemPart(shop.ctx, { list: "activities", id: "deed", fresh }))?.begun;
    expect(begun?.activities.at(-1), template).toMatchObject({ id: "deed" });
  }
  expect((await draftOf(shop)).revision).toBe(revision);
});

test("a campaign is begun for the week that follows, or as the copy of another", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const begin = async (id: string, fresh: Fresh) =>
    (await itemPart(shop.ctx, { list: "campaigns", id, fresh }))?.begun;
  const first = await begin("tea", (document, today) =>
    freshCampaign({ id: "tea", document, today }),
  );
  const [tea] = first?.campaigns ?? [];
  if (!tea) throw new Error("nothing was begun");
  expect(tea).toMatchObject({ id: "tea", rules: [{ gives: { kind: "multiplier" } }] });
  const { revision } = await draftOf(shop);
  await saveDraft(shop.ctx, { document: first, revision });
  const both = await begin("tea-2", (document) => copyOf(tea, { id: "tea-2", document }));
  expect(both?.campaigns.map(({ id }) => id)).toEqual(["tea", "tea-2"]);
  const rules = both?.campaigns.flatMap((campaign) => campaign.rules.map(({ id }) => id)) ?? [];
  expect(new Set(rules).size).toBe(2);
  expect((await draftOf(shop)).document.campaigns).toHaveLength(1);
});

test("an address that begins nothing, or under no id, leads nowhere", async () => {
  const shop = await aShop();
  const ctx = shop.ctx;
  expect(await rewardPage(ctx, { rewardId: "none", fresh: null })).toBeNull();
  const odd = "Not an id";
  expect(await rewardPage(ctx, { rewardId: odd, fresh: () => freshReward(odd) })).toBeNull();
  const fresh = () => freshRule("some-rule", "toString");
  expect(await rulePart(ctx, { ruleId: "some-rule", fresh })).toBeNull();
  const activity = { list: "activities" as const, id: "deed", fresh: null };
  expect(await itemPart(ctx, activity)).toBeNull();
});

test("a reward's page says whether members can redeem it", async () => {
  const shop = await aShop();
  const [first] = plainStarter.rewards ?? [];
  if (!first) throw new Error("there is no reward");
  await shop.publish({ ...plainStarter, rewards: [first] });
  const onOffer = async (rewardId: string) =>
    (await rewardPage(shop.ctx, { rewardId, fresh: null }))?.onOffer;
  expect(await onOffer(first.id)).toBe(true);
  const { document, revision } = await draftOf(shop);
  const rewards = [...document.rewards, { ...freshReward("reward") }];
  await saveDraft(shop.ctx, { document: { ...document, rewards }, revision });
  expect(await onOffer("reward")).toBe(false);
});
