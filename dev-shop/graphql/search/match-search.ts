/** Whether a document answers a search, and what of the search the store's indexes can do. */
import { GraphQLError } from "graphql";

import type { Filter } from "#dev-shop/store/listing.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";
import type { Comparison, Search } from "#dev-shop/graphql/search/parse-search.ts";

type Field<T> =
  | { type: "time"; of: (document: T) => string | null; column?: "createdAt" | "updatedAt" }
  | { type: "number"; of: (document: T) => number | null; column?: "customerId" | "id" }
  | { type: "flag"; of: (document: T) => boolean }
  | { type: "text"; of: (document: T) => (string | null)[]; column?: "owner" };

/** Fields that can be searched, and what a bare word is looked for in. */
export type Searchable<T> = {
  /** As in `orders`, for messages. */
  name: string;
  fields: Record<string, Field<T>>;
  text: (document: T) => (string | null)[];
};

/** A predicate for a search; fields that are not known here are refused by name. */
export function matcherOf<T>(searchable: Searchable<T>, search: Search): (document: T) => boolean {
  switch (search.kind) {
    case "all":
      return () => true;
    case "not": {
      const inner = matcherOf(searchable, search.of);
      return (document) => !inner(document);
    }
    case "and":
    case "or": {
      const parts = search.parts.map((part) => matcherOf(searchable, part));
      if (search.kind === "and") return (document) => parts.every((part) => part(document));
      return (document) => parts.some((part) => part(document));
    }
    case "text": {
      const wanted = search.value.toLowerCase().replace(/\*$/, "");
      return (document) =>
        wordsOf(searchable.text(document)).some((word) => word.startsWith(wanted));
    }
    case "field":
      return fieldMatcher(searchable, search);
  }
}

type FieldSearch = Extract<Search, { kind: "field" }>;

function fieldMatcher<T>(
  { name, fields }: Searchable<T>,
  { field, comparison, value }: FieldSearch,
): (document: T) => boolean {
  const definition = fields[field];
  if (!definition) {
    throw new GraphQLError(`dev shop: searching ${name} by ${field} is not implemented`, {
      extensions: { code: "NOT_IMPLEMENTED" },
    });
  }
  switch (definition.type) {
    case "time": {
      const range = timeRange(field, value);
      return (document) => isInTime(definition.of(document), comparison, range);
    }
    case "number": {
      const wanted = Number(/(\d+(?:\.\d+)?)$/.exec(value)?.[1] ?? NaN);
      return (document) => {
        const actual = definition.of(document);
        return actual !== null && holds(comparison, actual - wanted);
      };
    }
    case "flag":
      return (document) => definition.of(document) === (value === "true");
    case "text": {
      const wanted = textMatcher(value);
      return (document) => definition.of(document).some((text) => text !== null && wanted(text));
    }
  }
}

/** A star at the end means "begins with"; values of several words are compared whole. */
function textMatcher(value: string): (text: string) => boolean {
  const wanted = value.toLowerCase();
  const alternatives = wanted.split(",").map((part) => part.trim());
  return (text) => {
    const actual = text.toLowerCase();
    if (wanted.endsWith("*")) return actual.startsWith(wanted.slice(0, -1));
    return actual === wanted || alternatives.includes(actual);
  };
}

type Moments = { from: number; to: number };

/** A whole day for a date, one second for a time. */
function timeRange(field: string, value: string): Moments {
  const from = Date.parse(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value);
  if (Number.isNaN(from)) {
    throw refusal("BAD_REQUEST", `Invalid timestamp for query filter \`${field}\`.`);
  }
  const length = value.length <= 10 ? 86_400_000 : 1_000;
  return { from, to: from + length };
}

function isInTime(actual: string | null, comparison: Comparison, { from, to }: Moments): boolean {
  if (actual === null) return false;
  const time = Date.parse(actual);
  switch (comparison) {
    case ":":
      return time >= from && time < to;
    case ":>":
      return time > from;
    case ":>=":
      return time >= from;
    case ":<":
      return time < from;
    case ":<=":
      return time <= from;
  }
}

function holds(comparison: Comparison, difference: number): boolean {
  switch (comparison) {
    case ":":
      return difference === 0;
    case ":>":
      return difference > 0;
    case ":>=":
      return difference >= 0;
    case ":<":
      return difference < 0;
    case ":<=":
      return difference <= 0;
  }
}

function wordsOf(texts: (string | null)[]): string[] {
  return texts.flatMap((text) =>
    text === null ? [] : [text.toLowerCase(), ...text.toLowerCase().split(/[\s@.-]+/)],
  );
}

/**
 * What every match must fulfil, as the store filters it; the predicate is still asked of each
 * document.
 */
export function filterOf<T>({ fields }: Searchable<T>, search: Search): Filter {
  const filter: Filter = {};
  for (const part of search.kind === "and" ? search.parts : [search]) {
    if (part.kind !== "field") continue;
    const definition = fields[part.field];
    if (definition?.type === "time" && definition.column) {
      narrow(filter, { column: definition.column, part });
    } else if (definition?.type === "number" && part.comparison === ":") {
      const id = Number(/(\d+)$/.exec(part.value)?.[1] ?? -1);
      if (definition.column === "customerId") filter.customerId = id;
      if (definition.column === "id") filter.ids = [id];
    } else if (definition?.type === "text" && definition.column && !part.value.includes("*")) {
      filter.owner = part.value.toLowerCase();
    }
  }
  return filter;
}

function narrow(
  filter: Filter,
  { column, part }: { column: "createdAt" | "updatedAt"; part: FieldSearch },
): void {
  const { from, to } = timeRange(part.field, part.value);
  const range = (filter[column] ??= {});
  const later = (a: string | undefined, b: number) => iso(Math.max(a ? Date.parse(a) : b, b));
  const sooner = (a: string | undefined, b: number) => iso(Math.min(a ? Date.parse(a) : b, b));
  if (part.comparison !== ":<" && part.comparison !== ":<=") range.from = later(range.from, from);
  if (part.comparison === ":") range.to = sooner(range.to, to);
  if (part.comparison === ":<") range.to = sooner(range.to, from);
  if (part.comparison === ":<=") range.to = sooner(range.to, from + 1_000);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
