import type { Sabotage, World } from "#test/simulation/world.ts";

/** Bugs in streaks and challenges, planted to see that the simulation finds each of them. */
export const GOAL_SABOTAGE: Sabotage[] = [
  {
    name: "a streak of three is done by two",
    concerns: ({ goals }) => goals.some(({ what }) => "length" in what && what.length === 3),
    apply: replace('"length": 3', '"length": 2'),
  },
  {
    name: "a streak that is for once can be done again",
    concerns: ({ goals }) => goals.some(({ what }) => "repeats" in what && !what.repeats),
    apply: replace('"repeats": false', '"repeats": true'),
  },
  {
    name: "a challenge asks for one too few",
    concerns: ({ goals }) => goals.some(({ what }) => "target" in what && what.target === 2),
    apply: replace('"target": "2"', '"target": "1"'),
  },
  {
    name: "a challenge counts products of every kind",
    concerns: ({ goals }) =>
      goals.some(({ what: { of } }) => "products" in of && of.products !== null),
    apply: replace('"lines": \\{[^}]*\\}', '"lines": null'),
  },
  {
    name: "a challenge within days looks much further back",
    concerns: ({ goals }) => goals.some(({ what }) => "within" in what && isDays(what.within)),
    apply: replace('"within": \\{"days": (\\d+),', '"within": {"days": 1\\1,'),
  },
  {
    name: "what is locked is open to all",
    concerns: ({ goals }) => goals.some(({ unlockedBy }) => unlockedBy !== null),
    apply: replace('"unlockedBy": "[a-z]+"', '"unlockedBy": null'),
  },
  {
    name: "what multiplies does not end in time",
    concerns: ({ goals }) => goals.some(({ boost }) => boost !== null),
    apply: replace('"days": (\\d+), "kind": "multiplier"', '"days": 1\\1, "kind": "multiplier"'),
  },
  {
    name: "the cap of a goal is forgotten",
    concerns: ({ goals }) => goals.some(({ cap }) => cap !== null),
    apply: replace('"caps": \\[\\{"per": "\\w+", "points": (12|25)\\}\\]', '"caps": []'),
  },
];

function isDays({ kind }: { kind: string }): boolean {
  return kind === "days";
}

/** Reads programs with something else in them than what was published. */
function replace(pattern: string, other: string) {
  return (world: World): void => {
    const document = '"public"."program_version"."document"';
    const changed = `regexp_replace(${document}::text, '${pattern}', '${other}', 'g')::jsonb`;
    world.tamper.statement = (text) =>
      text.startsWith("SELECT") ? text.replace(document, () => `${changed} AS "document"`) : text;
  };
}
