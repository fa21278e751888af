import { addMonths, startOfDay } from "#app/domain/calendar.ts";
import type { Decision } from "#app/domain/engine/decide.ts";
import { noFacts, type MemberFacts } from "#app/domain/engine/timeline.ts";
import type { Blueprint } from "#app/domain/blueprints/blueprints.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { prepareProgram, type Program, type ProgramVersion } from "#app/domain/program/program.ts";
import { decideNews, type Told } from "#app/domain/referral-news.ts";
import { grantWishes, type Budgets } from "#test/support/year/budgets.ts";
import type { Market } from "#test/support/year/market.ts";
import { peopleOf, YEAR, type Deed, type Person } from "#test/support/year/people.ts";
import { aRandom, type Random } from "#test/support/year/random.ts";
import { rankMembers } from "#test/support/year/ranks.ts";
import { goShopping, payWithCodes, type Code } from "#test/support/year/shopping.ts";

export type Liver = Person & {
  facts: MemberFacts;
  /** Codes that wait for an order. */
  codes: Code[];
  told: Told | null;
  decision: Decision | null;
  tiersHeld: Set<string>;
  /** Perks used, with the tier that brought them. */
  freeTaken: { tierId: string; rewardId: string }[];
};

export type Year = {
  market: Market;
  version: ProgramVersion;
  program: Program;
  livers: Map<string, Liver>;
  budgets: Budgets;
  /** How often a reward with a stock was taken. */
  stock: Map<string, number>;
  random: Random;
  /** What rewards came to, in minor units, by reward. */
  costs: Map<string, bigint>;
  refusals: Map<string, number>;
  /** Looks at every decision that is taken on the way. */
  look: (seen: Seen) => void;
};

export type Seen = { liver: Liver; decision: Decision; at: number; program: Program };

/** Lets the members of a blueprint's shop live for a year. */
export function liveYear(
  blueprint: Blueprint,
  market: Market,
  look: Year["look"] = () => undefined,
): Year {
  const year = aYear(blueprint, market, look);
  for (let month = 0; month < 12; month += 1) {
    const end = startOfMonth(market, month + 1);
    for (const liver of year.livers.values()) liveUntil(year, liver, end);
    rankMembers(year, end);
  }
  for (const liver of year.livers.values()) settle(year, liver, endOf(year));
  return year;
}

/** The last moment of the year. */
export function endOf({ market }: Year): number {
  return startOfMonth(market, 12) - 1;
}

function aYear(blueprint: Blueprint, market: Market, look: Year["look"]): Year {
  const document = ProgramDocument.parse(blueprint.document);
  const { timeZone } = market;
  const effectiveFrom = startOfDay(`${YEAR}-01-01`, timeZone) - 86_400_000;
  const { currency } = blueprint;
  const version: ProgramVersion = { version: 1, effectiveFrom, timeZone, currency, document };
  const livers = peopleOf(market, document).map((person): [string, Liver] => [
    person.id,
    {
      ...person,
      facts: noFacts(),
      codes: [],
      told: null,
      decision: null,
      tiersHeld: new Set(),
      freeTaken: [],
    },
  ]);
  return {
    market,
    version,
    program: prepareProgram(version),
    livers: new Map(livers),
    budgets: new Map(),
    stock: new Map(),
    random: aRandom(`${market.id}, on the way`),
    costs: new Map(),
    refusals: new Map(),
    look,
  };
}

function liveUntil(year: Year, liver: Liver, end: number): void {
  while (liver.deeds[0] && liver.deeds[0].at < end) {
    const deed = liver.deeds.shift();
    if (deed) live(year, liver, deed);
  }
}

function live(year: Year, liver: Liver, deed: Deed): void {
  if (deed.kind === "event") liver.facts.events.push(deed.event);
  else if (deed.kind === "order") {
    liver.facts.orders.push(payWithCodes(year, liver, deed.order));
  } else goShopping(year, liver, { decision: settle(year, liver, deed.at), at: deed.at });
}

/** What the ledger says of a member by then; tells the inviter what became of a friend. */
export function settle(year: Year, liver: Liver, at: number): Decision {
  const { version, budgets } = year;
  const decision = grantWishes({ programs: [version], facts: liver.facts, asOf: at }, budgets);
  liver.decision = decision;
  if (decision.state.tier.id !== null) liver.tiersHeld.add(decision.state.tier.id);
  for (const news of decideNews(decision.state, liver.told, at)) {
    const { inviterId, outcome, at: when } = news;
    liver.told = { inviterId, outcome };
    const event = { id: `${liver.id}:${outcome}:${when}`, at: when, friendId: liver.id, outcome };
    year.livers.get(inviterId)?.facts.events.push({ ...event, kind: "referral" });
  }
  year.look({ liver, decision, at, program: year.program });
  return decision;
}

function startOfMonth({ timeZone }: Market, month: number): number {
  return startOfDay(addMonths(`${YEAR}-01-01`, month), timeZone);
}
