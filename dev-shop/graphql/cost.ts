import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  valueFromASTUntyped,
} from "graphql";

const MUTATION_COST = 10;
const COUNT_COST = 10;
const CONNECTION_COST = 2;

/** Objects Shopify does not charge for: money, plain values, and what a mutation hands back. */
const FREE_TYPE = /^(MoneyV2|MoneyBag|PageInfo|.*UserError|Job|.*Capabilities|ApiVersion|.*Edge)$/;

export type CostQuestion = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
};

/** What the operation may cost at most, by Shopify's rules; connections grow with 2 ln(first). */
export function requestedCost(question: CostQuestion): number {
  return walk({ ...question, fragments: fragmentsOf(question.document) }, undefined);
}

/** What the operation cost, given what it returned: only objects that are there count. */
export function actualCost(question: CostQuestion, data: unknown): number {
  return walk({ ...question, fragments: fragmentsOf(question.document) }, data ?? null);
}

/** How many objects a page of so many is charged as. */
export function connectionWeight(size: number): number {
  if (size <= 0) return 0;
  return Math.max(1, Math.floor(2 * Math.log(size)));
}

type Walk = CostQuestion & { fragments: Map<string, FragmentDefinitionNode> };

/** `data` undefined means "not run yet": every object is assumed, every page is full. */
function walk(scope: Walk, data: unknown): number {
  const root =
    scope.operation.operation === "mutation"
      ? scope.schema.getMutationType()
      : scope.schema.getQueryType();
  if (!root) return 0;
  return selectionCost(scope, { type: root, set: scope.operation.selectionSet, data });
}

type Place = {
  type: GraphQLNamedType;
  set: SelectionSetNode;
  data: unknown;
};

function selectionCost(scope: Walk, place: Place): number {
  let own = 0;
  let widest = 0;
  for (const selection of place.set.selections) {
    if (selection.kind === "Field") {
      own += fieldCost(scope, place, selection);
      continue;
    }
    const inner =
      selection.kind === "InlineFragment" ? selection : scope.fragments.get(selection.name.value);
    if (!inner) continue;
    const condition = inner.typeCondition?.name.value;
    const type = condition ? scope.schema.getType(condition) : place.type;
    if (!type || !applies(scope.schema, type, place.data)) continue;
    const cost = selectionCost(scope, { type, set: inner.selectionSet, data: place.data });
    // Alternatives of an interface or a union exclude each other: the dearest one counts.
    if (type === place.type || isObjectType(place.type)) own += cost;
    else widest = Math.max(widest, cost);
  }
  return own + widest;
}

function applies(schema: GraphQLSchema, type: GraphQLNamedType, data: unknown): boolean {
  if (data === undefined || !isRecord(data) || typeof data["__typename"] !== "string") return true;
  const actual = schema.getType(data["__typename"]);
  if (!actual || actual === type) return true;
  if (isInterfaceType(type) || isUnionType(type)) {
    return isObjectType(actual) && schema.isSubType(type, actual);
  }
  return false;
}

function fieldCost(scope: Walk, place: Place, field: FieldNode): number {
  const definition = fieldOf(place.type, field.name.value);
  if (!definition || field.name.value.startsWith("__")) return 0;
  const type = getNamedType(definition.type);
  const isMutation = place.type === scope.schema.getMutationType();
  if (isMutation)
    return MUTATION_COST + payloadCost(scope, { type, field, data: dataOf(place.data, field) });
  if (isLeafType(type) || !field.selectionSet) return 0;
  if (type.name === "Count" && place.type === scope.schema.getQueryType()) return COUNT_COST;
  if (field.name.value === "defaultAddress") return 0;

  const data = dataOf(place.data, field);
  if (type.name.endsWith("Connection")) return connectionCost(scope, field, { type, data });
  return objectsCost(scope, field, { type, data });
}

type Payload = { type: GraphQLNamedType; field: FieldNode; data: unknown };

/** What a mutation hands back is in its ten points; only what hangs on that is charged. */
function payloadCost(scope: Walk, { type, field, data: payload }: Payload): number {
  if (!field.selectionSet || isLeafType(type) || payload === null) return 0;
  let cost = 0;
  for (const selection of field.selectionSet.selections) {
    if (selection.kind !== "Field" || !selection.selectionSet) continue;
    const inner = getNamedType(fieldOf(type, selection.name.value)?.type);
    if (!inner || inner.name.endsWith("UserError")) continue;
    const data = dataOf(payload, selection);
    if (data === null) continue;
    cost += selectionCost(scope, { type: inner, set: selection.selectionSet, data });
  }
  return cost;
}

function connectionCost(
  scope: Walk,
  field: FieldNode,
  { type, data }: { type: GraphQLNamedType; data: unknown },
): number {
  if (data === null) return CONNECTION_COST;
  const set = field.selectionSet;
  if (!set) return 0;
  const size = data === undefined ? pageSize(scope, field) : returnedNodes(data);
  const perNode = selectionCost(scope, {
    type,
    set,
    data: data === undefined ? undefined : firstOf(data),
  });
  return CONNECTION_COST + connectionWeight(size) * perNode;
}

function objectsCost(
  scope: Walk,
  field: FieldNode,
  { type, data }: { type: GraphQLNamedType; data: unknown },
): number {
  if (!field.selectionSet) return 0;
  const own = FREE_TYPE.test(type.name) ? 0 : 1;
  // A list is charged as one of its items, and what turned out to be null still had to be looked
  // up.
  const item: unknown = Array.isArray(data) ? (data.find((each) => each !== null) ?? null) : data;
  if (item === null) return own;
  return own + selectionCost(scope, { type, set: field.selectionSet, data: item });
}

function pageSize(scope: Walk, field: FieldNode): number {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== "first" && argument.name.value !== "last") continue;
    const value = valueFromASTUntyped(argument.value, { ...scope.variables });
    if (typeof value === "number") return value;
  }
  return 1;
}

function returnedNodes(data: unknown): number {
  if (!isRecord(data)) return 0;
  const items = data["nodes"] ?? data["edges"];
  return Array.isArray(items) ? items.length : 0;
}

/** One item stands for all of a page, as one selection does for the requested cost. */
function firstOf(data: unknown): unknown {
  if (!isRecord(data)) return data;
  const shorten = (items: unknown) => (Array.isArray(items) ? items.slice(0, 1) : items);
  return { ...data, nodes: shorten(data["nodes"]), edges: shorten(data["edges"]) };
}

function dataOf(data: unknown, field: FieldNode): unknown {
  if (data === undefined) return undefined;
  if (!isRecord(data)) return null;
  return data[field.alias?.value ?? field.name.value] ?? null;
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const found = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === "FragmentDefinition") found.set(definition.name.value, definition);
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
