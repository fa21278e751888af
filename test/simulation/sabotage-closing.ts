import { rewrite } from "#test/simulation/tamper.ts";
import type { Sabotage, World } from "#test/simulation/world.ts";

/** Planted bugs in what becomes of members who leave. */
export const CLOSING_SABOTAGE: Sabotage[] = [
  {
    name: "who has left goes on as before",
    apply: (world) => changeEvents(world, (text) => `${text} AND e.kind <> 'closed'`),
  },
  {
    name: "an account is closed a day later",
    apply: (world) => {
      const later = `CASE WHEN e.kind = 'closed' THEN e.at + interval '1 day' ELSE e.at END AS at`;
      changeEvents(world, (text) => text.replace("e.at", later));
    },
  },
  {
    name: "who has left joins by looking in",
    from: 340,
    apply: (world) => {
      rewrite(world, "AS joined", (text) => text.replace(", 'closed'", ""));
    },
  },
  {
    name: "who joins again is still gone",
    apply: (world) => {
      changeEvents(
        world,
        (text) => `${text} AND NOT (e.kind = 'joined' AND EXISTS (
        SELECT FROM member_event o WHERE o.shop_id = e.shop_id AND o.member_id = e.member_id
        AND o.kind = 'closed' AND o.at < e.at))`,
      );
    },
  },
];

/** Says something else of what is known of members. */
function changeEvents(world: World, change: (text: string) => string): void {
  rewrite(world, "e.data::text AS data", change);
}
