/** Asks the dev shop what was asked of Shopify, and says where the answers differ. */
import { ordinary } from "#test/dev-shop/replay-stock.ts";
import type { AdminClient, GraphqlAnswer, Json } from "#test/dev-shop/an-admin-client.ts";
import { isObject } from "#test/dev-shop/recordings.ts";
import type { Recorded } from "#test/dev-shop/recordings.ts";

export type Outcome =
  | { kind: "same"; field: string }
  | { kind: "aside"; field: string; reason: string }
  | { kind: "different"; field: string; place: string; difference: string };

/** Ids of the recording and those that stand for them here. */
export type Names = Map<string, string>;

export async function replay(
  client: AdminClient,
  recorded: Recorded,
  names: Names,
): Promise<Outcome[]> {
  const reason = notReplayable(recorded, names);
  if (reason) return [{ kind: "aside", field: recorded.place, reason }];
  const variables = rename(recorded.variables, names) as Record<string, Json>;
  const answer = await client.ask(renameText(recorded.query, names), variables);
  const place = `${recorded.file.replace(/^.*?__\d{4}-\d\d__/, "")} ${recorded.place}`;
  const data = recorded.answer.data;
  if (!isObject(data ?? null) || allNull(data)) return [compareErrors(recorded, answer, place)];
  return Object.keys(data ?? {}).map((field) =>
    compareField({ recorded, answer, place, names }, field),
  );
}

const madeHere =
  "Order|DiscountCodeNode|DiscountAutomaticNode|DiscountNode|MetafieldDefinition|Segment|Market";

/**
 * A request about objects whose making was not recorded, or without its variables, proves nothing.
 */
function notReplayable({ query, variables }: Recorded, names: Names): string | null {
  const ids = JSON.stringify([query, variables]).matchAll(
    new RegExp(`gid://shopify/(${madeHere})/\\d{9,14}`, "g"),
  );
  for (const [id, type] of ids) {
    if (!names.has(id)) return `about a ${type ?? ""} that no recorded request made`;
  }
  if (Object.keys(variables).length === 0 && /\$\w+: *\[?\w+!/.test(query.split("{")[0] ?? "")) {
    return "its variables are not recorded";
  }
  return null;
}

function allNull(data: Recorded["answer"]["data"]): boolean {
  return Object.values(data ?? {}).every((value) => value === null);
}

/**
 * A refusal of the whole request, or of its only fields: message, code and path must be Shopify's.
 */
function compareErrors(recorded: Recorded, answer: GraphqlAnswer, place: string): Outcome {
  const field = Object.keys(recorded.answer.data ?? {})[0] ?? "(request)";
  const reason = leftAside(answer, null);
  if (reason) return { kind: "aside", field, reason };
  const told = (errors: GraphqlAnswer["errors"]) =>
    (errors ?? []).map(({ message, path, extensions }) => ({
      message,
      path: path ?? null,
      code: extensions?.["code"] ?? null,
    }));
  const theirs = told(recorded.answer.errors as GraphqlAnswer["errors"]);
  const ours = told(answer.errors);
  const data = recorded.answer.data ?? null;
  const difference =
    JSON.stringify(theirs) === JSON.stringify(ours)
      ? firstDifference({ theirs: data, ours: answer.data ?? null }, new Map())
      : `errors: ${JSON.stringify(theirs)} / ${JSON.stringify(ours)}`;
  return difference ? { kind: "different", field, place, difference } : { kind: "same", field };
}

type Comparing = { recorded: Recorded; answer: GraphqlAnswer; place: string; names: Names };

function compareField({ recorded, answer, place, names }: Comparing, field: string): Outcome {
  const reason = leftAside(answer, field);
  if (reason) return { kind: "aside", field, reason };
  const theirs = recorded.answer.data?.[field] ?? null;
  const ours = answer.data?.[field] ?? null;
  if (!answer.data && answer.errors) {
    const difference = `refused: ${answer.errors.map(({ message }) => message).join("; ")}`;
    return { kind: "different", field, place, difference };
  }
  const difference = firstDifference({ theirs, ours }, names);
  return difference ? { kind: "different", field, place, difference } : { kind: "same", field };
}

/** Why an answer says nothing: what is not here, or is no longer in this version of the schema. */
function leftAside({ data, errors }: GraphqlAnswer, field: string | null): string | null {
  for (const { message, path, extensions } of errors ?? []) {
    // A refused field that may not be null takes the whole answer with it.
    const concerns = field === null || !data || (Array.isArray(path) && path[0] === field);
    if (extensions?.["code"] === "NOT_IMPLEMENTED" && concerns) return message;
    if (field !== null && extensions?.["code"] === "undefinedField") {
      return `not in 2026-10: ${message}`;
    }
    if (message.includes("non 32-bit")) return "integers beyond 32 bits, which graphql-js refuses";
  }
  return null;
}

/**
 * The first place where two values differ; ids, times, cursors and texts made up by Shopify may.
 */
function firstDifference(
  { theirs, ours }: { theirs: Json; ours: Json },
  names: Names,
  path = "",
): string | null {
  if (isObject(theirs) && isObject(ours)) {
    for (const key of Object.keys(theirs)) {
      if (ordinary.free.has(key)) continue;
      const inner = { theirs: theirs[key] ?? null, ours: ours[key] ?? null };
      const difference = firstDifference(inner, names, `${path}.${key}`);
      if (difference) return difference;
    }
    return null;
  }
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    if (theirs.length !== ours.length) {
      return `${path}: ${JSON.stringify(theirs)} / ${JSON.stringify(ours)}`;
    }
    for (const [index, item] of theirs.entries()) {
      const inner = { theirs: item, ours: ours[index] ?? null };
      const difference = firstDifference(inner, names, `${path}.${String(index)}`);
      if (difference) return difference;
    }
    return null;
  }
  if (
    isSameText(theirs, ours) ||
    isSameId(theirs, ours, names) ||
    isSameTime(theirs, ours) ||
    theirs === ours
  )
    return null;
  return `${path}: ${JSON.stringify(theirs)} / ${JSON.stringify(ours)}`;
}

function isSameId(theirs: Json, ours: Json, names: Names): boolean {
  const [a, b] = [typeOfId(theirs), typeOfId(ours)];
  if (a === null || a !== b) return false;
  const known = names.get(String(theirs));
  if (known !== undefined) return known === ours;
  names.set(String(theirs), String(ours));
  return true;
}

/** Texts that speak of ids, and the namespace that carries the app's. */
function isSameText(theirs: Json, ours: Json): boolean {
  if (typeof theirs !== "string" || typeof ours !== "string" || typeOfId(theirs)) return false;
  const masked = (text: string) =>
    text.replace(/gid:\/\/shopify\/(\w+)\/\d+/g, "$1").replace(/app--\d+/g, "app");
  return masked(theirs) === masked(ours);
}

function typeOfId(value: Json): string | null {
  return typeof value === "string" ? (/^gid:\/\/shopify\/(\w+)\//.exec(value)?.[1] ?? null) : null;
}

/**
 * Dates far from the recording's own day were asked for, and must come back; others say only
 * "now".
 */
function isSameTime(theirs: Json, ours: Json): boolean {
  const isTime = (value: Json) => typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
  return isTime(theirs) && isTime(ours) && String(theirs).startsWith("2026-0");
}

function rename(value: Json, names: Names): Json {
  if (typeof value === "string") return names.get(value) ?? ownNamespace(value);
  if (Array.isArray(value)) return value.map((item) => rename(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, rename(inner, names)]),
  );
}

function ownNamespace(text: string): string {
  return text.replace(/app--347082227713/g, "app--4242");
}

function renameText(text: string, names: Names): string {
  return ownNamespace(text).replace(/gid:\/\/shopify\/\w+\/\d+/g, (id) => names.get(id) ?? id);
}
