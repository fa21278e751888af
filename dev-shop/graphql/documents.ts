/** Reads and checks query texts, once per text: an app sends the same few over and over. */
import { GraphQLError, NoUnusedFragmentsRule, parse, specifiedRules, validate } from "graphql";
import type { DocumentNode } from "graphql";

import type { ErrorItem } from "#dev-shop/graphql/answer.ts";
import { adminSchema } from "#dev-shop/graphql/schema.ts";
import { globalIdLiteralsRule, wordAsShopify } from "#dev-shop/graphql/validation-words.ts";

export type Reading = { ok: true; document: DocumentNode } | { ok: false; errors: ErrorItem[] };

const KEPT_READINGS = 2_000;
const readings = new Map<string, Reading>();

// Shopify lets unused fragments pass.
const rules = [
  ...specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule),
  globalIdLiteralsRule,
];

export function readDocument(text: string): Reading {
  const known = readings.get(text);
  if (known) return known;
  const reading = read(text);
  if (readings.size >= KEPT_READINGS) readings.clear();
  readings.set(text, reading);
  return reading;
}

function read(text: string): Reading {
  try {
    const document = parse(text);
    const errors = validate(adminSchema().schema, document, rules);
    if (errors.length > 0)
      return { ok: false, errors: wordAsShopify({ ...adminSchema(), document }, errors) };
    return { ok: true, document };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return {
      ok: false,
      errors: [
        {
          message: error.message,
          ...(error.locations ? { locations: error.locations } : {}),
          extensions: { code: "PARSE_ERROR" },
        },
      ],
    };
  }
}
