/** Checks variables before anything runs, and says what is wrong with them in Shopify's words. */
import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  valueFromASTUntyped,
} from "graphql";
import type { GraphQLInputType, OperationDefinitionNode } from "graphql";

import type { ErrorItem } from "#dev-shop/graphql/answer.ts";
import { adminSchema } from "#dev-shop/graphql/schema.ts";
import { isGlobalId } from "#dev-shop/graphql/validation-words.ts";

export type Variables = Readonly<Record<string, unknown>>;

const MAX_ITEMS = 250;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?\d+$/;

type Problem = { path: (string | number)[]; explanation: string; message?: string };

export function variableErrors(
  operation: OperationDefinitionNode,
  variables: Variables,
): ErrorItem[] {
  const errors: ErrorItem[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const type = typeFromAST(adminSchema().schema, definition.type);
    if (!type || !isInputType(type)) continue;
    const name = definition.variable.name.value;
    const value = variables[name];
    if (value === undefined && definition.defaultValue) continue;
    const problems = examine(type, value);
    const start = definition.loc?.startToken;
    const locations = start ? { locations: [{ line: start.line, column: start.column }] } : {};
    if (problems.length > 0) {
      errors.push({
        message: `Variable $${name} of type ${String(type)} was provided invalid value${told(problems)}`,
        ...locations,
        extensions: { code: "INVALID_VARIABLE", value: value ?? null, problems },
      });
    }
  }
  return errors;
}

/** Arrays of more than 250 items are refused wherever they stand in an argument. */
export function longArrayErrors(
  operation: OperationDefinitionNode,
  variables: Variables,
): ErrorItem[] {
  return operation.selectionSet.selections.flatMap((field) => {
    if (field.kind !== "Field") return [];
    return (field.arguments ?? []).flatMap(({ name, value }) => {
      const path = [field.alias?.value ?? field.name.value, name.value];
      const found = findLongArray(valueFromASTUntyped(value, { ...variables }), path);
      const start = field.loc?.startToken;
      const locations = start ? { locations: [{ line: start.line, column: start.column }] } : {};
      return found ? [{ ...tooManyItems(found), ...locations }] : [];
    });
  });
}

type LongArray = { size: number; path: (string | number)[] };

function findLongArray(value: unknown, path: (string | number)[]): LongArray | null {
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value) && value.length > MAX_ITEMS) return { size: value.length, path };
  for (const [key, inner] of Object.entries(value)) {
    const found = findLongArray(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return null;
}

function tooManyItems({ size, path }: LongArray): ErrorItem {
  return {
    message: `The input array size of ${String(size)} is greater than the maximum allowed of ${String(MAX_ITEMS)}.`,
    path,
    extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
  };
}

function told(problems: Problem[]): string {
  const nested = problems.filter(({ path }) => path.length > 0);
  if (nested.length === 0) return "";
  const each = nested.map(({ path, explanation }) => `${path.join(".")} (${explanation})`);
  return ` for ${each.join(", ")}`;
}

type Finding = { problems: Problem[] };

function examine(type: GraphQLInputType, value: unknown): Problem[] {
  const finding: Finding = { problems: [] };
  look(finding, { type, value, path: [] });
  return finding.problems;
}

type Spot = { type: GraphQLInputType; value: unknown; path: (string | number)[] };

function look(finding: Finding, { type, value, path }: Spot): void {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) {
      finding.problems.push({ path, explanation: "Expected value to not be null" });
      return;
    }
    look(finding, { type: type.ofType, value, path });
    return;
  }
  if (value === null || value === undefined) return;
  if (isListType(type)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    items.forEach((item, index) => {
      look(finding, { type: type.ofType, value: item, path: [...path, index] });
    });
    return;
  }
  if (isInputObjectType(type)) {
    lookIntoObject(finding, { type, value, path });
    return;
  }
  const explanation = leafProblem(type, value);
  if (!explanation) return;
  const message = explanation.startsWith("Invalid global id") ? { message: explanation } : {};
  finding.problems.push({ path, explanation, ...message });
}

function lookIntoObject(finding: Finding, { type, value, path }: Spot): void {
  if (!isInputObjectType(type)) return;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const explanation = `Expected ${JSON.stringify(value)} to be a key-value object.`;
    finding.problems.push({ path, explanation });
    return;
  }
  const fields = type.getFields();
  const given = new Map(Object.entries(value));
  for (const name of given.keys()) {
    if (fields[name]) continue;
    const explanation = `Field is not defined on ${type.name}`;
    finding.problems.push({ path: [...path, name], explanation });
  }
  for (const field of Object.values(fields)) {
    const inner: unknown = given.get(field.name);
    if (inner === undefined && field.defaultValue !== undefined) continue;
    look(finding, { type: field.type, value: inner, path: [...path, field.name] });
  }
}

function leafProblem(type: GraphQLInputType, value: unknown): string | null {
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name);
    if (typeof value === "string" && names.includes(value)) return null;
    return `Expected ${JSON.stringify(value)} to be one of: ${names.join(", ")}`;
  }
  if (type === GraphQLID) return isGlobalId(value) ? null : `Invalid global id '${String(value)}'`;
  const name = String(type);
  if (name === "Decimal") {
    return DECIMAL.test(String(value)) ? null : `invalid decimal '${String(value)}'`;
  }
  return fits(type, value) ? null : `Could not coerce value ${JSON.stringify(value)} to ${name}`;
}

function fits(type: GraphQLInputType, value: unknown): boolean {
  if (type === GraphQLInt) return Number.isInteger(value);
  if (type === GraphQLFloat) return typeof value === "number" && Number.isFinite(value);
  if (type === GraphQLString) return typeof value === "string";
  if (type === GraphQLBoolean) return typeof value === "boolean";
  const name = String(type);
  if (name === "UnsignedInt64") return WHOLE.test(String(value));
  if (name === "DateTime" || name === "Date") {
    return typeof value === "string" && !Number.isNaN(Date.parse(value));
  }
  return true;
}
