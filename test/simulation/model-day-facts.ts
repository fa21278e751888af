import type { ModelActivity } from "#test/simulation/model-facts.ts";

/** A day of the year that brings points, or something that multiplies. */
export type ModelDay = ModelActivity & {
  kind: "birthday" | "anniversary";
  /** A birthday must have been known for so long. */
  waitDays: number;
  when: ModelWhen | null;
};

/** For whom it is: who holds one of these tiers, or has joined long enough ago; or when. */
export type ModelWhen =
  | { kind: "tier"; in: string[] }
  | { kind: "member-for"; atLeastDays: number }
  /** 0 for Sunday. */
  | { kind: "weekday"; in: number[] };
