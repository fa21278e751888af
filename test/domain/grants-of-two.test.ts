import fc from "fast-check";
import { expect, test } from "vitest";
import { asksAlone, grantsOf } from "#app/domain/engine/budgets.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";

type Granted = Extract<MemberEvent, { kind: "granted" }>;

/** What was granted at a moment; who asked is the first letter of its id. */
const grant = (id: string, source: string, points: bigint): Granted => ({
  ...{ id, at: Number(id.slice(1)), kind: "granted", askedBy: id.slice(0, 1) },
  ...{ budget: "program", source, points },
});

const ofCampaign = (event: Granted): Granted => ({ ...event, budget: "campaign:c" });

/** As whom two have become. */
const asked = ({ askedBy: _nobody, ...event }: Granted): Granted => event;

function told(events: MemberEvent[]) {
  return [...grantsOf(events)].map(([key, points]) => `${key}: ${points}`).sort();
}

test("times of two are counted as they happened, in whatever order they were granted", () => {
  const own = [grant("a1", "streak:s:1", 30n), grant("a4", "streak:s:2", 20n)];
  const others = [grant("b2", "streak:s:1", 10n), grant("b3", "streak:s:2", 5n)];
  const late = others.map((event) => ({ ...event, judgedAt: event.at, at: event.at + 100 }));
  const expected = [
    "program|streak:s:1: 30",
    "program|streak:s:2: 10",
    "program|streak:s:3: 5",
    "program|streak:s:4: 20",
  ];
  expect(told([...own, ...others])).toEqual(expected);
  expect(told([...others, ...own].reverse())).toEqual(expected);
  expect(told([...own, ...late])).toEqual(expected);
});

test("what is asked as one stays where it is, and leaves what was counted where it was", () => {
  const before = [grant("a1", "streak:s:1", 30n), grant("b2", "streak:s:1", 10n)];
  const moved = ["program|streak:s:1: 30", "program|streak:s:2: 10"];
  expect(told(before)).toEqual(moved);
  const asOne = [
    asked(grant("a3", "streak:s:3", 5n)),
    asked(ofCampaign(grant("a3", "streak:s:2", 1n))),
  ];
  const all = [...moved, "program|streak:s:3: 5", "campaign:c|streak:s:2: 1"].sort();
  expect(told([...before, ...asOne])).toEqual(all);
  const third = grant("c4", "streak:s:1", 7n);
  expect(told([...before, ...asOne, third])).toEqual([...all, "program|streak:s:4: 7"].sort());
});

test("what somebody was given of several budgets for one time stays together", () => {
  const events = [
    grant("a1", "challenge:c:1", 30n),
    ofCampaign(grant("b2", "challenge:c:1", 2n)),
    grant("b3", "challenge:c:1", 20n),
    ofCampaign(grant("c4", "challenge:c:1", 1n)),
    grant("c5", "challenge:c:1", 10n),
  ];
  expect(told(events)).toEqual([
    "campaign:c|challenge:c:2: 2",
    "campaign:c|challenge:c:3: 1",
    "program|challenge:c:1: 30",
    "program|challenge:c:2: 20",
    "program|challenge:c:3: 10",
  ]);
});

test("of what is given once whoever had it, the larger answer counts; other goals are left", () => {
  const period = "challenge:c:2026-01-01";
  const events = [
    grant("a1", period, 30n),
    grant("b2", period, 40n),
    grant("b3", "streak:c:1", 1n),
  ];
  expect(told(events)).toEqual([`program|${period}: 40`, "program|streak:c:1: 1"]);
});

const anyGrants = fc.uniqueArray(
  fc.record({
    budget: fc.constantFrom("program", "campaign:c", "campaign:d"),
    source: fc.constantFrom(..."1234".split("").map((time) => `streak:s:${time}`)),
    askedBy: fc.constantFrom("a", "b", "c"),
    judgedAt: fc.nat(5),
    points: fc.bigInt(0n, 9n),
  }),
  { selector: ({ budget, source, askedBy }) => `${askedBy}|${budget}|${source}`, maxLength: 12 },
);

test("nothing is counted twice, and whoever asks has an answer: nobody asks again", () => {
  const law = fc.property(anyGrants, fc.nat(35), (granted, pick) => {
    const events = granted.map((each, at): Granted => ({
      ...each,
      id: `e${at}`,
      at,
      kind: "granted",
    }));
    for (let round = 0; round < 40; round += 1) {
      const known = grantsOf(events);
      const sum = (all: Iterable<bigint>) => [...all].reduce((a, b) => a + b, 0n);
      expect(sum(known.values())).toBeLessThanOrEqual(sum(events.map(({ points }) => points)));
      const keys = everyKey.filter(({ key }) => !known.has(key));
      const wanted = keys[pick % keys.length];
      if (!wanted) break;
      const { key, budget, source } = wanted;
      const alone = asksAlone(events, { memberId: "a", source });
      const isSame = (event: Granted) =>
        `${event.budget}|${event.source}` === key && event.askedBy === (alone ? "a" : undefined);
      expect(events.filter(isSame), "a request of the same name").toEqual([]);
      const event = grant(`a${100 + round}`, source, 1n);
      events.push({ ...(alone ? event : asked(event)), budget });
      expect(grantsOf(events).get(key)).toBe(1n);
    }
  });
  fc.assert(law, { numRuns: 500 });
});

const everyKey = ["program", "campaign:c", "campaign:d"].flatMap((budget) =>
  "12345".split("").map((time) => {
    const source = `streak:s:${time}`;
    return { budget, source, key: `${budget}|${source}` };
  }),
);
