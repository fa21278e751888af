import { describe, expect, test } from "vitest";
import { explainActivity } from "#app/domain/engine/activities.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import {
  activity,
  after,
  aProgramWith,
  aReview,
  did,
  event,
  pointsOf,
} from "#test/support/activity-facts.ts";
import { on } from "#test/support/facts.ts";
import { order } from "#test/support/tier-stories.ts";
import { toldActivity } from "#test/support/told-activity.ts";

type CampaignInput = NonNullable<ProgramInput["campaigns"]>[number];
const campaign = (factor: string, rest: Partial<CampaignInput> = {}): CampaignInput => ({
  ...{ id: "sale", name: { en: "Sale" }, activities: { factor }, ...rest },
});

/** What a review for 5 points comes to. */
function told(campaigns: CampaignInput[], budgetPoints: number | null, events: MemberEvent[] = []) {
  const earning = { points: "0", perAmount: "1", budgetPoints };
  const five = aReview({ gives: { kind: "points", points: 5 } });
  const program = aProgramWith([five], { campaigns, earning });
  const state = after(program, { events: [...events, did("review", "2026-03-01", "r")] });
  return [toldActivity(explainActivity(state, "r")), state.wishes.map(({ budget }) => budget)];
}

describe("while a campaign's budget has not answered", () => {
  test("the program's waits, too, and both are told", () => {
    expect(told([campaign("3", { budgetPoints: 100 })], 1000)).toEqual([
      "review by 1 2026-03-01: 5 gives, 10 campaign sale times 3, " +
        "−10 budget campaign:sale is asked, −5 budget program is asked = 0",
      ["campaign:sale"],
    ]);
  });

  test("nothing is asked of it where the campaign adds nothing", () => {
    expect(told([campaign("0.6", { budgetPoints: 100 })], null)).toEqual([
      "review by 1 2026-03-01: 5 gives, −2 campaign sale times 0.6 = 3",
      [],
    ]);
    expect(told([campaign("0.1", { budgetPoints: 100 })], 1000)).toEqual([
      "review by 1 2026-03-01: 5 gives, −4.5 campaign sale times 0.1, −0.5 rounding = 0",
      [],
    ]);
  });
});

test("a campaign is for who is in its audience at that moment", () => {
  const vips = campaign("2", { audience: { kind: "customer-tag", in: ["vip"] } });
  const tagged = (at: string) => event("tags", at, { added: ["vip"], removed: [] });
  expect(told([vips], null, [tagged("2026-02-01")])[0]).toBe(
    "review by 1 2026-03-01: 5 gives, 5 campaign sale times 2 = 10",
  );
  expect(told([vips], null, [tagged("2026-03-02")])[0]).toBe("review by 1 2026-03-01: 5 gives = 5");
});

describe("a limit", () => {
  const once = [{ per: "month" as const, times: 1 }];

  test("on friends brought does not count having come by a friend", () => {
    const referral = { inviterPoints: 50, friendPoints: 10, limits: once };
    const events = [
      event("referred", "2026-02-01", { inviterId: "ada", refused: null }),
      event("referral", "2026-03-05", { friendId: "bob", outcome: "completed" }),
      event("referral", "2026-03-06", { friendId: "eve", outcome: "completed" }),
    ];
    const state = after(aProgramWith([], { referral }), {
      orders: [order(1, "2026-03-01", 10n)],
      events,
    });
    expect(["referred", "referral:bob", "referral:eve"].map((one) => pointsOf(state, one))).toEqual(
      [10n, 50n, 0n],
    );
  });

  test("goes on counting where a later version calls the activity another kind", () => {
    const asked = activity({ id: "review", kind: "survey", limits: once });
    const programs = [
      aProgramWith([aReview({ limits: once })]),
      aProgramWith([asked], {}, { version: 2, effectiveFrom: on("2026-03-10") }),
    ];
    const events = [did("review", "2026-03-01", "a"), did("review", "2026-03-20", "b")];
    const state = after(programs, { events });
    expect(toldActivity(explainActivity(state, "b"))).toBe(
      'review by 2 2026-03-20: limit "month" 1 = 0',
    );
  });

  test.each([
    ["week", "2024-06-09", "2024-06-10"],
    ["quarter", "2024-06-30", "2024-07-01"],
  ] as const)("per %s begins anew with the first day of the next", (per, last, first) => {
    const limited = aReview({ limits: [{ per, times: 1 }] });
    const program = aProgramWith([limited], {}, { effectiveFrom: on("2024-01-01") });
    const events = [last, first].flatMap((day) => [
      did("review", `${day}T01:00`, `${day} a`),
      did("review", `${day}T23:00`, `${day} b`),
    ]);
    const state = after(program, { events });
    expect(events.map(({ id }) => pointsOf(state, `activity:${id}`))).toEqual([20n, 0n, 20n, 0n]);
  });
});
