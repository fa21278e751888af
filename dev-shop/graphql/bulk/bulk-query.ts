/** What may be asked in bulk, and how a bulk query is turned into pages. */
import { GraphQLError, getNamedType, isListType, isNonNullType, parse, validate } from "graphql";
import { TypeInfo, visit, visitWithTypeInfo } from "graphql";
import type { DocumentNode, FieldNode, OperationDefinitionNode } from "graphql";

import { adminSchema } from "#dev-shop/graphql/schema.ts";

export type BulkQuery =
  | { ok: true; document: DocumentNode; operation: OperationDefinitionNode }
  | { ok: false; messages: string[] };

const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;

export function readBulkQuery(text: string): BulkQuery {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { ok: false, messages: [syntaxMessage(error)] };
  }
  const operation = document.definitions.find((node) => node.kind === "OperationDefinition");
  if (operation?.operation !== "query") {
    return {
      ok: false,
      messages: ["Invalid operation type. Only `query` operations are supported."],
    };
  }
  const errors = validate(adminSchema().schema, document);
  if (errors.length > 0)
    return { ok: false, messages: errors.map(({ message }) => `Invalid bulk query: ${message}`) };
  const messages = shapeProblems(document, operation);
  return messages.length > 0 ? { ok: false, messages } : { ok: true, document, operation };
}

function syntaxMessage({ message }: GraphQLError): string {
  const end = message.includes("<EOF>") ? "syntax error, unexpected end of file" : message;
  return `Invalid bulk query: ${end}`;
}

type Shape = {
  connections: number;
  depth: number;
  withNodes: string[];
  withoutId: string[];
  withinList: boolean;
};

function shapeProblems(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const shape = shapeOf(document);
  const messages: string[] = [];
  const hasNode = operation.selectionSet.selections.some(
    (selection) => selection.kind === "Field" && selection.name.value === "node",
  );
  if (hasNode) messages.push("Bulk queries cannot contain a top level `node` field.");
  if (shape.connections === 0) messages.push("Bulk queries must contain at least one connection.");
  if (shape.connections > MAX_CONNECTIONS) {
    messages.push(`Bulk queries cannot contain more than ${String(MAX_CONNECTIONS)} connections.`);
  }
  if (shape.depth > MAX_DEPTH) {
    const limit = String(MAX_DEPTH);
    messages.push(
      `Bulk queries cannot contain connections with a nesting depth greater than ${limit}.`,
    );
  }
  if (shape.withNodes.length > 0) {
    const names = shape.withNodes.map((name) => `'${name}'`).join(", ");
    messages.push(
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: " +
        `'${shape.withNodes[0] ?? ""} { edges { node {'. Selecting via 'nodes' is not supported. ` +
        `Invalid connection fields: ${names}.`,
    );
  }
  if (shape.withoutId.length > 0) {
    messages.push(
      "The parent 'node' field for a nested connection must select the 'id' field without an alias " +
        `and must be of 'ID' return type. Connection fields without 'id': ${shape.withoutId.join(", ")}.`,
    );
  }
  if (shape.withinList) {
    messages.push(
      "Queries that contain a connection field within a list field are not currently supported.",
    );
  }
  return messages;
}

function shapeOf(document: DocumentNode): Shape {
  const shape: Shape = {
    connections: 0,
    depth: -1,
    withNodes: [],
    withoutId: [],
    withinList: false,
  };
  const typeInfo = new TypeInfo(adminSchema().schema);
  const open: FieldNode[] = [];
  const lists: FieldNode[] = [];
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter(node) {
          const type = typeInfo.getType();
          const named = getNamedType(type)?.name ?? "";
          if (named.endsWith("Connection")) {
            if (lists.length > 0) shape.withinList = true;
            noteConnection(shape, node, open.at(-1));
            open.push(node);
            shape.connections += 1;
            shape.depth = Math.max(shape.depth, open.length - 1);
          } else if (
            isListType(isNonNullType(type) ? type.ofType : type) &&
            !named.endsWith("Edge")
          ) {
            if (node.selectionSet && node.name.value !== "nodes") lists.push(node);
          }
        },
        leave(node) {
          if (open.at(-1) === node) open.pop();
          if (lists.at(-1) === node) lists.pop();
        },
      },
    }),
  );
  return shape;
}

function noteConnection(shape: Shape, node: FieldNode, parent: FieldNode | undefined): void {
  if (fieldIn(node, "nodes")) shape.withNodes.push(node.name.value);
  const parentNode = parent && fieldIn(fieldIn(parent, "edges"), "node");
  const id = fieldIn(parentNode, "id");
  if (parent && parentNode && (!id || id.alias)) {
    if (!shape.withoutId.includes(parent.name.value)) shape.withoutId.push(parent.name.value);
  }
}

function fieldIn(node: FieldNode | undefined, name: string): FieldNode | undefined {
  return node?.selectionSet?.selections.find(
    (selection): selection is FieldNode =>
      selection.kind === "Field" && selection.name.value === name,
  );
}
