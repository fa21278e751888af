/** Runs one operation of the Admin API: check, charge, resolve. */
import { GraphQLError, execute, getOperationAST } from "graphql";
import type { DocumentNode, GraphQLFieldResolver, OperationDefinitionNode } from "graphql";

import { requireField } from "#dev-shop/graphql/access.ts";
import { RATE_LIMITS_PAGE, itemOf, refusal } from "#dev-shop/graphql/answer.ts";
import type { Answer } from "#dev-shop/graphql/answer.ts";
import type { Context } from "#dev-shop/graphql/context.ts";
import { actualCost, requestedCost } from "#dev-shop/graphql/cost.ts";
import { readDocument } from "#dev-shop/graphql/documents.ts";
import { resolvers } from "#dev-shop/graphql/resolvers.ts";
import { adminSchema } from "#dev-shop/graphql/schema.ts";
import { MAX_SINGLE_QUERY_COST } from "#dev-shop/graphql/throttle.ts";
import type { Bucket } from "#dev-shop/graphql/throttle.ts";
import { longArrayErrors, variableErrors } from "#dev-shop/graphql/variables.ts";
import type { Variables } from "#dev-shop/graphql/variables.ts";

const MAX_PAGE = 250;

export type Query = { text: string; variables: Variables; operationName: string | undefined };

export type Prepared = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Variables;
  requestedQueryCost: number;
};

/** Reads and checks a query; nothing has happened yet. */
export function prepare(query: Query): Prepared | Answer {
  const reading = readDocument(query.text);
  if (!reading.ok) return { errors: reading.errors };
  const operation = getOperationAST(reading.document, query.operationName);
  if (!operation) return { errors: [{ message: noOperation(query.operationName) }] };

  const errors = variableErrors(operation, query.variables);
  if (errors.length > 0) return { errors };
  const tooLong = longArrayErrors(operation, query.variables);
  if (tooLong.length > 0) return { errors: tooLong };

  const question = { ...reading, operation, variables: query.variables, ...adminSchema() };
  const requestedQueryCost = requestedCost(question);
  if (requestedQueryCost > MAX_SINGLE_QUERY_COST) return { errors: [tooDear(requestedQueryCost)] };
  return { document: reading.document, operation, variables: query.variables, requestedQueryCost };
}

/** Charges the bucket in advance and gives back what was not used. */
export async function run(prepared: Prepared, context: Context, bucket: Bucket): Promise<Answer> {
  const { requestedQueryCost } = prepared;
  if (!bucket.take(requestedQueryCost)) return throttled(requestedQueryCost, bucket);

  const { data, errors } = await resolve(prepared, context);
  const actualQueryCost = data ? actualCost({ ...prepared, ...adminSchema() }, data) : 0;
  bucket.giveBack(requestedQueryCost - actualQueryCost);
  return {
    ...(errors ? { errors } : {}),
    data,
    extensions: { cost: { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status() } },
  };
}

/** Without charging: bulk operations run this way. */
export async function resolve(
  { document, operation, variables }: Omit<Prepared, "requestedQueryCost">,
  context: Context,
): Promise<Pick<Required<Answer>, "data"> & Pick<Answer, "errors">> {
  const result = await execute({
    schema: adminSchema().schema,
    document,
    operationName: operation.name?.value,
    variableValues: { ...variables },
    contextValue: context,
    fieldResolver: resolveField,
    typeResolver: typeOf,
  });
  const data = result.data ? { ...result.data } : null;
  if (!result.errors) return { data };
  for (const { originalError } of result.errors) {
    // What a resolver did not mean to say is a fault of the dev shop, and must be seen as one.
    if (originalError && !(originalError instanceof GraphQLError)) throw originalError;
  }
  return { data, errors: result.errors.map(itemOf) };
}

export function throttled(requestedQueryCost: number, bucket: Bucket): Answer {
  const extensions = { code: "THROTTLED", documentation: RATE_LIMITS_PAGE };
  return {
    errors: [{ message: "Throttled", extensions }],
    extensions: {
      cost: { requestedQueryCost, actualQueryCost: null, throttleStatus: bucket.status() },
    },
  };
}

const resolveField: GraphQLFieldResolver<unknown, Context> = (...call) => {
  const [source, args, context, info] = call;
  const { parentType, fieldName } = info;
  requireField(context.permissions, info);
  if (!context.bulk) refuseLongPage(args);
  const own = resolvers[parentType.name]?.[fieldName];
  if (own) return own(source as never, args as never, context);
  if (isRecord(source) && Object.hasOwn(source, fieldName)) return source[fieldName];
  throw notImplemented(`${parentType.name}.${fieldName}`);
};

function refuseLongPage({ first, last }: Record<string, unknown>): void {
  for (const size of [first, last]) {
    if (typeof size !== "number" || size <= MAX_PAGE) continue;
    throw refusal("BAD_REQUEST", `A page has ${String(MAX_PAGE)} items at most.`);
  }
}

/** A field of Shopify's that is not here must never look like an empty one. */
function notImplemented(field: string): GraphQLError {
  return new GraphQLError(`dev shop: ${field} is not implemented`, {
    extensions: { code: "NOT_IMPLEMENTED" },
  });
}

function typeOf(value: unknown): string | undefined {
  return isRecord(value) && typeof value["__typename"] === "string"
    ? value["__typename"]
    : undefined;
}

function noOperation(name: string | undefined): string {
  return name ? `No operation named "${name}"` : "An operation name is required";
}

function tooDear(cost: number) {
  return {
    message:
      `Query cost is ${String(cost)}, which exceeds the single query max cost limit ` +
      `(${String(MAX_SINGLE_QUERY_COST)}).`,
    extensions: {
      code: "MAX_COST_EXCEEDED",
      cost,
      maxCost: MAX_SINGLE_QUERY_COST,
      documentation: RATE_LIMITS_PAGE,
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
