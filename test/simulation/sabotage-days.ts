import { changeDocument, rewrite } from "#test/simulation/tamper.ts";
import type { Sabotage, World } from "#test/simulation/world.ts";

/** Planted bugs in days of the year. */
export const DAY_SABOTAGE: Sabotage[] = [
  {
    name: "a birthday need not have been known for long",
    from: 30,
    apply: (world) => changeDocument(world, `'"waitDays": 30'`, `'"waitDays": 0'`),
  },
  {
    name: "what multiplies does so for a day too long",
    from: 90,
    apply: (world) => changeDocument(world, `'"days": 3, "kind": "m'`, `'"days": 4, "kind": "m'`),
  },
  {
    name: "a birthday that is told again is known from then on only",
    apply: (world) => changeEvents(world, later("birthday")),
  },
  {
    name: "29 February is kept on the first of March",
    from: 70,
    apply: (world) => {
      const march = `CASE WHEN e.kind = 'birthday' AND e.data::text LIKE '%29%'
        THEN replace(replace(e.data::text, '"day": 29', '"day": 1'), '"month": 2', '"month": 3')
        ELSE e.data::text END AS data`;
      rewrite(world, "FROM member_event e", (text) => text.replace("e.data::text AS data", march));
    },
  },
];

/** Leaves out what is known of members. */
function changeEvents(world: World, condition: string): void {
  rewrite(world, "e.data::text AS data", (text) => {
    return `${text} AND NOT (${condition})`;
  });
}

/** Whether the same has been said since. */
function later(kind: string): string {
  return `e.kind = '${kind}' AND EXISTS (SELECT FROM member_event o WHERE o.shop_id = e.shop_id
    AND o.member_id = e.member_id AND o.kind = e.kind AND o.at > e.at)`;
}
