import { readFileSync } from "node:fs";
import { blueprints } from "#app/domain/blueprints/blueprints.ts";
import { liveYear, type Year } from "#test/support/year/live.ts";
import { markets } from "#test/support/year/markets/markets.ts";
import { summaryOf, summaryTable } from "#test/support/year/summary.ts";

const FROM = "<!-- year: written by bin/blueprint-years.ts -->";
const UNTIL = "<!-- /year -->";

/** The guide of a blueprint, where it stands. */
export function guidePath(id: string): string {
  return new URL(`../../../docs/blueprints/${id}.md`, import.meta.url).pathname;
}

/** The guide's text with the year's table in its marked section. */
export function guideWith(id: string, table: string): string {
  const text = readFileSync(guidePath(id), "utf8");
  const [before, rest] = [text.split(FROM)[0], text.split(UNTIL)[1]];
  if (before === text || rest === undefined) throw new RangeError(`${id}.md has no year`);
  return `${before}${FROM}\n\n${table}\n\n${UNTIL}${rest}`;
}

/** The year of a blueprint, by its id. */
export function yearOf(id: string, look?: Year["look"]): Year {
  const blueprint = blueprints.find((each) => each.id === id);
  const market = markets.find((each) => each.id === id);
  if (!blueprint || !market) throw new RangeError(`No blueprint ${id}`);
  return liveYear(blueprint, market, look);
}

/** The table of a year, as a guide shows it. */
export function tableOf(year: Year): string {
  return summaryTable(summaryOf(year), year.version.currency);
}
