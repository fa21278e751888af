/** A bulk query as a series of ordinary ones, and their answers as lines of JSON. */
import { Kind, TypeInfo, getNamedType, visit, visitWithTypeInfo } from "graphql";
import type { ArgumentNode, DocumentNode, FieldNode } from "graphql";

import { adminSchema } from "#dev-shop/graphql/schema.ts";

const ROOT_PAGE = 200;
/** Connections below the root are read whole. */
const NESTED_PAGE = 10_000;

/**
 * The same query with page sizes, the root connections continuing after a cursor, and what paging
 * needs.
 */
export function pageOf(document: DocumentNode, cursors: ReadonlyMap<string, string>): DocumentNode {
  const typeInfo = new TypeInfo(adminSchema().schema);
  let depth = 0;
  const rewritten: unknown = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter(node) {
          if (!isConnection(typeInfo)) return undefined;
          depth += 1;
          return depth === 1 ? rootPage(node, cursors.get(keyOf(node))) : nestedPage(node);
        },
        leave() {
          if (isConnection(typeInfo)) depth -= 1;
        },
      },
    }),
  );
  return rewritten as DocumentNode;
}

function isConnection(typeInfo: TypeInfo): boolean {
  return (getNamedType(typeInfo.getType())?.name ?? "").endsWith("Connection");
}

function rootPage(node: FieldNode, after: string | undefined): FieldNode {
  const windowed = withArguments(node, { first: ROOT_PAGE, after });
  const pageInfo = field("pageInfo", [field("hasNextPage"), field("endCursor")]);
  const selections = [...(windowed.selectionSet?.selections ?? []), pageInfo];
  return { ...windowed, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function nestedPage(node: FieldNode): FieldNode {
  return withArguments(node, { first: NESTED_PAGE, after: undefined });
}

function withArguments(
  node: FieldNode,
  { first, after }: { first: number; after: string | undefined },
): FieldNode {
  const kept = (node.arguments ?? []).filter(
    ({ name }) => !["first", "last", "after", "before"].includes(name.value),
  );
  const added: ArgumentNode[] = [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: "first" },
      value: { kind: Kind.INT, value: String(first) },
    },
  ];
  if (after !== undefined) {
    added.push({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: "after" },
      value: { kind: Kind.STRING, value: after },
    });
  }
  return { ...node, arguments: [...kept, ...added] };
}

function field(name: string, selections?: FieldNode[]): FieldNode {
  const node: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } };
  return selections ? { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } } : node;
}

function keyOf(node: FieldNode): string {
  return node.alias?.value ?? node.name.value;
}

export type Page = {
  lines: string[];
  rootObjects: number;
  /** Where each root connection goes on; none: all is read. */
  next: Map<string, string>;
};

/** Each node is a line; nodes of nested connections follow their parent and name it. */
export function linesOf(data: Record<string, unknown>): Page {
  const page: Page = { lines: [], rootObjects: 0, next: new Map() };
  for (const [key, value] of Object.entries(data)) {
    if (!isConnectionValue(value)) continue;
    for (const { node } of value.edges) {
      page.rootObjects += 1;
      pushNode(page.lines, node, null);
    }
    if (value.pageInfo?.hasNextPage && value.pageInfo.endCursor)
      page.next.set(key, value.pageInfo.endCursor);
  }
  return page;
}

type ConnectionValue = {
  edges: { node: Record<string, unknown> }[];
  pageInfo?: { hasNextPage?: boolean; endCursor?: string | null };
};

function isConnectionValue(value: unknown): value is ConnectionValue {
  return (
    typeof value === "object" && value !== null && "edges" in value && Array.isArray(value.edges)
  );
}

function pushNode(lines: string[], node: Record<string, unknown>, parentId: unknown): void {
  const own: Record<string, unknown> = {};
  const nested: ConnectionValue[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (isConnectionValue(value)) nested.push(value);
    else own[key] = value;
  }
  if (parentId !== null) own["__parentId"] = parentId;
  lines.push(JSON.stringify(own));
  for (const { edges } of nested) {
    for (const edge of edges) pushNode(lines, edge.node, node["id"]);
  }
}
