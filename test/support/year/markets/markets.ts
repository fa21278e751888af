import type { Market } from "#test/support/year/market.ts";
import {
  electronicsMarket,
  growthMarket,
  smartHomeMarket,
} from "#test/support/year/markets/devices.ts";
import { coffeeMarket, freshMarket } from "#test/support/year/markets/food.ts";
import { classicMarket, plusMarket, selectMarket } from "#test/support/year/markets/stores.ts";

/** The shops in which the blueprints are tried for a year. */
export const markets: Market[] = [
  freshMarket,
  selectMarket,
  growthMarket,
  coffeeMarket,
  plusMarket,
  electronicsMarket,
  smartHomeMarket,
  classicMarket,
];
