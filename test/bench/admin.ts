import { activitiesPage } from "#app/queries/activities-page.ts";
import { byHandPage } from "#app/queries/by-hand-page.ts";
import { campaignsPage } from "#app/queries/campaigns-page.ts";
import { homePage } from "#app/queries/home-page.ts";
import { issuableRewards } from "#app/queries/issue-page.ts";
import { memberPage } from "#app/queries/member-page.ts";
import { membersPage, type MembersWish } from "#app/queries/members-page.ts";
import { previewPage } from "#app/queries/preview-page.ts";
import { programPage } from "#app/queries/program-page.ts";
import { publishPage } from "#app/queries/publish-page.ts";
import { redemptionPage } from "#app/queries/redemption-page.ts";
import { redemptionsPage, type RedemptionsWish } from "#app/queries/redemptions-page.ts";
import { rewardPage, rewardsPage } from "#app/queries/rewards-page.ts";
import { countShop } from "#app/usecases/count-shop.ts";
import { benchSize } from "#test/bench/bench-size.ts";
import { formatCount, medianOf, percentileOf, reportMeasures } from "#test/bench/bench-report.ts";
import { openLargeShop } from "#test/bench/large-shop.ts";
import { someMembers } from "#test/bench/shop-prototypes.ts";

// What the server needs for each page of the admin, in a shop of many members: everything between
// the request and the answer but Remix. Each page in several ways, each a few times.

const LIMIT_MS = 100;
const ROUNDS = 5;

const { members, keep } = benchSize(10_000);
const shop = await openLargeShop({ name: "reads", members, prototypes: someMembers, keep });
try {
  const { ctx } = shop;
  const { memberId } = shop.memberAt(19);
  const [redemption] = (await redemptionsPage(ctx, plainRedemptions())).redemptions;
  const redemptionId = redemption?.id ?? "";
  const middle = await marksInTheMiddle();

  // As the schedule does; a shop of this size is not counted at every look.
  const counting = performance.now();
  await countShop(ctx);
  console.log(`counted in ${((performance.now() - counting) / 1000).toFixed(1)} s`);
  const pages: [string, () => Promise<unknown>][] = [
    ["home", () => homePage(ctx)],
    ["members", () => membersPage(ctx, plainMembers())],
    ["members, in the middle", () => membersPage(ctx, plainMembers({ after: middle.joined }))],
    ["members by points", () => membersPage(ctx, plainMembers({ sort: "most" }))],
    [
      "members by points, in the middle",
      () => membersPage(ctx, plainMembers({ sort: "most", after: middle.points })),
    ],
    ["members of a tier", () => membersPage(ctx, plainMembers({ tier: "gold" }))],
    ["members without one", () => membersPage(ctx, plainMembers({ tier: "none", sort: "least" }))],
    ["members named by many", () => membersPage(ctx, plainMembers({ search: "anbel" }))],
    ["members named by few", () => membersPage(ctx, plainMembers({ search: "belan danafin" }))],
    ["members named by none", () => membersPage(ctx, plainMembers({ search: "zebedee" }))],
    ["members by a number", () => membersPage(ctx, plainMembers({ search: "100000705" }))],
    ["one member", () => memberPage(ctx, { memberId, before: null })],
    ["by hand", () => byHandPage(ctx)],
    ["issue", () => issuableRewards(ctx)],
    ["redemptions", () => redemptionsPage(ctx, plainRedemptions())],
    [
      "redemptions, in the middle",
      () => redemptionsPage(ctx, plainRedemptions({ after: middle.redeemed })),
    ],
    ["redemptions in a state", () => redemptionsPage(ctx, plainRedemptions({ state: "used" }))],
    ["redemptions in no state", () => redemptionsPage(ctx, plainRedemptions({ state: "lapsed" }))],
    [
      "redemption by its code",
      () => redemptionsPage(ctx, plainRedemptions({ search: middle.code })),
    ],
    [
      "redemption by no code",
      () => redemptionsPage(ctx, plainRedemptions({ search: "ZZZZ-ZZZZ" })),
    ],
    ["one redemption", () => redemptionPage(ctx, redemptionId)],
    ["approvals", () => activitiesPage(ctx, { before: null, after: null, list: "waiting" })],
    ["decided", () => activitiesPage(ctx, { before: null, after: null, list: "decided" })],
    ["program", () => programPage(ctx)],
    ["publish", () => publishPage(ctx, { since: null })],
    ["preview", () => previewPage(ctx, { orderId: null, amount: "100", day: null, tierId: null })],
    ["campaigns", () => campaignsPage(ctx)],
    ["rewards", () => rewardsPage(ctx)],
    ["one reward", () => rewardPage(ctx, { rewardId: "five-off", fresh: null })],
  ];
  const times = new Map<string, number>();
  for (const [name, load] of pages) times.set(name, await medianTime(load));
  const slowestFirst = [...times].sort(([, a], [, b]) => b - a);
  for (const [name, ms] of slowestFirst) console.log(`${ms.toFixed(1).padStart(9)} ms  ${name}`);
  const [slowest = ["none", 0]] = slowestFirst;
  const all = [...times.values()];
  reportMeasures("admin", [
    {
      what: `server time of the slowest of ${pages.length} admin pages, ${sizeText()}`,
      measured: `${slowest[1].toFixed(0)} ms (${slowest[0]})`,
      atLeast: `${LIMIT_MS} ms`,
      beside: `median of all pages ${medianOf(all).toFixed(1)} ms, p90 ${percentileOf(all, 0.9).toFixed(1)} ms`,
      reached: slowest[1] <= LIMIT_MS,
    },
  ]);
} finally {
  await shop.close();
}

function sizeText(): string {
  const { sizes } = shop;
  return `${formatCount(sizes.members)} members and ${formatCount(sizes.transfers)} transfers`;
}

async function medianTime(load: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await load();
    times.push(performance.now() - began);
  }
  return medianOf(times);
}

function plainMembers(wish: Partial<MembersWish> = {}): MembersWish {
  return { before: null, after: null, search: "", tier: "", sort: "newest", ...wish };
}

function plainRedemptions(wish: Partial<RedemptionsWish> = {}): RedemptionsWish {
  return { before: null, after: null, search: "", state: null, ...wish };
}

/** Marks of a page far from both ends, as a merchant who pages on would meet them. */
async function marksInTheMiddle() {
  const one = async (sql: string) => (await shop.owner.query<{ mark: string }>(sql)).rows[0]?.mark;
  const iso = `to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const far = `FROM member ORDER BY id OFFSET ${Math.floor(members / 2)} LIMIT 1`;
  const ofCodes = "FROM redemption ORDER BY id OFFSET 5 LIMIT 1";
  return {
    joined:
      (await one(`SELECT ${iso.replace("%s", "joined_at")} || '~' || id AS mark ${far}`)) ?? "",
    points: (await one(`SELECT available_points || '~' || id AS mark ${far}`)) ?? "",
    redeemed:
      (await one(`SELECT ${iso.replace("%s", "reserved_at")} || '~' || id AS mark ${ofCodes}`)) ??
      "",
    code: (await one(`SELECT code AS mark ${ofCodes}`)) ?? "",
  };
}
