import { hasKinds } from "#test/simulation/program-kinds.ts";
import type { SimProgram, SimReward } from "#test/simulation/program.ts";
import { rewrite } from "#test/simulation/tamper.ts";
import type { Sabotage, World } from "#test/simulation/world.ts";

/** Planted bugs in limits of rewards, points as cash, services and draws. */
export const KIND_SABOTAGE: Sabotage[] = [
  {
    name: "members take a reward as often as they like",
    concerns: selling(({ terms }) => (terms?.limits.length ?? 0) > 0),
    apply: (world) => changeRewards(world, `each || '{"limits": []}'`),
  },
  {
    name: "everybody can take every reward",
    concerns: selling(({ terms }) => terms?.weekdays != null || terms?.tiers != null),
    apply: (world) => changeRewards(world, `each || '{"for": null}'`),
  },
  {
    name: "nobody has a price of their own",
    concerns: selling(({ terms }) => (terms?.prices.length ?? 0) > 0),
    apply: (world) => changeRewards(world, `each || '{"prices": []}'`),
  },
  {
    name: "points as cash are given in any number of steps",
    from: 200,
    concerns: selling(({ terms }) => terms?.step?.most != null),
    apply: (world) => changeCash(world, '{"minimumSteps": 1, "maximumSteps": null}'),
  },
  {
    name: "points as cash pay for the whole of an order",
    concerns: selling(({ terms }) => terms?.step?.share != null),
    apply: (world) => changeCash(world, '{"maximumShare": null}'),
  },
  {
    name: "two of staff decide on one service at the same moment",
    concerns: selling(({ gives }) => gives === "service"),
    apply: (world) =>
      rewrite(world, "SELECT 1 FROM redemption", (text) => text.replace("FOR UPDATE", "")),
  },
  {
    name: "who has several tickets wins several times",
    concerns: selling(({ gives }) => gives === "ticket"),
    apply: (world) =>
      rewrite(world, "r.member_id::text", (text) =>
        text.replace("r.member_id::text", "r.id::text"),
      ),
  },
];

function selling(suits: (reward: SimReward) => boolean): (program: SimProgram) => boolean {
  return (program) => hasKinds(program) && program.rewards.some(suits);
}

/** Says something else of every reward, as SQL puts it. */
function changeRewards(world: World, other: string): void {
  const document = '"public"."program_version"."document"';
  const changed = `jsonb_set(${document}, '{rewards}', coalesce((
    SELECT jsonb_agg(${other}) FROM jsonb_array_elements(${document}->'rewards') each
  ), '[]')) AS "document"`;
  rewrite(world, document, (text) =>
    text.startsWith("SELECT") ? text.replace(document, changed) : text,
  );
}

/** Says something else of points as cash. */
function changeCash(world: World, other: string): void {
  const gives = `jsonb_build_object('gives', (each->'gives') || '${other}')`;
  const isCash = "each->'gives'->>'kind' = 'points-as-cash'";
  changeRewards(world, `CASE WHEN ${isCash} THEN each || ${gives} ELSE each END`);
}
