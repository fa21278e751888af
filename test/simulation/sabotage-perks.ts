import type { SimPerk } from "#test/simulation/program-perks.ts";
import type { SimProgram } from "#test/simulation/program.ts";
import { changeGateway, rewrite } from "#test/simulation/tamper.ts";
import type { Sabotage, World } from "#test/simulation/world.ts";

/** Planted bugs in what a tier brings beside points. */
export const PERK_SABOTAGE: Sabotage[] = [
  {
    name: "what is free is free twice as often",
    concerns: giving("free-reward"),
    apply: (world) =>
      changePerks(
        world,
        `CASE WHEN perk ? 'times'
      THEN perk || jsonb_build_object('times', 2 * (perk->>'times')::int) ELSE perk END`,
      ),
  },
  {
    name: "what was had for free is forgotten",
    concerns: giving("free-reward"),
    apply: (world) =>
      rewrite(world, `ended_at AS "endedAt", outcome, free,`, (text) =>
        text.replace("outcome, free,", "outcome, NULL AS free,"),
      ),
  },
  {
    name: "rewards cost everybody the same",
    concerns: giving("cheaper-rewards"),
    apply: (world) =>
      changePerks(
        world,
        `CASE WHEN perk->>'kind' = 'cheaper-rewards'
      THEN perk || '{"percent": "0.01"}' ELSE perk END`,
      ),
  },
  {
    name: "a code for all orders of a month is good for one",
    concerns: giving("standing-discount"),
    apply: (world) =>
      changeGateway(world, (gateway) => ({
        ...gateway,
        createDiscountCode: (wish) => gateway.createDiscountCode({ ...wish, standing: false }),
      })),
  },
  {
    name: "the storefront is not told",
    concerns: giving("free-reward"),
    apply: (world) =>
      rewrite(world, "ORDER BY shop_id, kind, subject", (text) =>
        text.replace("ORDER BY shop_id", "WHERE kind <> 'sync' ORDER BY shop_id"),
      ),
  },
];

function giving(kind: SimPerk["kind"]): (program: SimProgram) => boolean {
  return ({ tiers }) =>
    tiers?.levels.some(({ perks }) => perks.some((perk) => perk.kind === kind)) ?? false;
}

/** Says something else of every perk, as SQL puts it. */
function changePerks(world: World, other: string): void {
  const document = '"public"."program_version"."document"';
  const perks = `coalesce((
    SELECT jsonb_agg(${other}) FROM jsonb_array_elements(level->'perks') perk), '[]')`;
  const levels = `coalesce((
    SELECT jsonb_agg(level || jsonb_build_object('perks', ${perks}))
    FROM jsonb_array_elements(${document}->'tiers'->'levels') level), '[]')`;
  const changed = `CASE WHEN jsonb_typeof(${document}->'tiers') = 'object'
    THEN jsonb_set(${document}, '{tiers,levels}', ${levels}) ELSE ${document} END AS "document"`;
  rewrite(world, document, (text) =>
    text.startsWith("SELECT") ? text.replace(document, changed) : text,
  );
}
