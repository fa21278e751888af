import type { Sabotage, World } from "#test/simulation/world.ts";

/** Planted bugs in what time does: to tiers, and to what they rest on. */
export const TIME_SABOTAGE: Sabotage[] = [
  { name: "a lost tier is lost at once", apply: changeTiers('{"grace":{"kind":"days","days":0}}') },
  { name: "nothing leaves a window", apply: changeTiers('{"window":{"kind":"lifetime"}}') },
  {
    name: "the first tier's gift is a point too small",
    apply: (world) => {
      const document = '"public"."program_version"."document"';
      const less = `replace(${document}::text, '"entryGift": 40', '"entryGift": 39')::jsonb`;
      world.tamper.statement = (text) =>
        text.startsWith("SELECT") ? text.replace(document, `${less} AS "document"`) : text;
    },
  },
  {
    name: "a tier held by hand has no end",
    apply: (world) => {
      const endless = `CASE WHEN e.kind = 'tier-floor' THEN (e.data || '{"until":null}')::text
        ELSE e.data::text END AS data`;
      world.tamper.statement = (text) => text.replace("e.data::text AS data", endless);
    },
  },
];

/** Says something else of the tiers of every program than what was published. */
function changeTiers(other: string) {
  return (world: World): void => {
    const document = '"public"."program_version"."document"';
    const changed = `CASE WHEN ${document}->'tiers' <> 'null' THEN
      jsonb_set(${document}, '{tiers}', ${document}->'tiers' || '${other}')
      ELSE ${document} END AS "document"`;
    world.tamper.statement = (text) =>
      text.startsWith("SELECT") ? text.replace(document, changed) : text;
  };
}
