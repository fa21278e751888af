/** Says what is wrong with a document in Shopify's words, codes and paths. */
import {
  GraphQLError,
  GraphQLID,
  Kind,
  TypeInfo,
  getNamedType,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { ASTNode, ASTVisitor, DocumentNode, GraphQLSchema, ValidationContext } from "graphql";

import type { ErrorItem } from "#dev-shop/graphql/answer.ts";

const GLOBAL_ID = /^gid:\/\/shopify\/\w+\/[^/\s]+$/;

export function isGlobalId(value: unknown): boolean {
  return typeof value === "string" && GLOBAL_ID.test(value);
}

/** Ids written into the document must be global ids; those in variables are checked with them. */
export function globalIdLiteralsRule(context: ValidationContext): ASTVisitor {
  return {
    StringValue(node) {
      const type = context.getInputType();
      if (!type || getNamedType(type) !== GraphQLID || isGlobalId(node.value)) return;
      context.reportError(new GraphQLError(`Invalid global id '${node.value}'`, { nodes: node }));
    },
  };
}

type Checked = { schema: GraphQLSchema; document: DocumentNode };

export function wordAsShopify(checked: Checked, errors: readonly GraphQLError[]): ErrorItem[] {
  const items: ErrorItem[] = [];
  const missing = new Map<ASTNode, ErrorItem>();
  for (const error of errors) {
    const node = error.nodes?.[0];
    const item = itemFor(error, node ? placeOf(checked, node) : nowhere);
    const sibling = node && missing.get(node);
    // Shopify names all missing arguments of a field in one error.
    if (sibling?.extensions && item.extensions?.["code"] === "missingRequiredArguments") {
      const both = [sibling.extensions["arguments"], item.extensions["arguments"]];
      const names = both.map(String).join(", ");
      const field = String(sibling.extensions["name"]);
      sibling.message = `Field '${field}' is missing required arguments: ${names}`;
      sibling.extensions["arguments"] = names;
      continue;
    }
    if (node && item.extensions?.["code"] === "missingRequiredArguments") missing.set(node, item);
    items.push(item);
  }
  return items;
}

type Place = { path: string[]; owner: "Field" | "InputObject"; ownerName: string; line?: Line };
type Line = { line: number; column: number };
const nowhere: Place = { path: [], owner: "Field", ownerName: "" };

const badLiteral = new RegExp(
  [
    '^Expected value of type "([^"]+)", found (.+)\\.',
    '^Value "(.+)" does not exist in "(\\w+)" enum',
    "^(\\w+) cannot represent .*?: (.+)$",
  ].join("|"),
);

type Wording = { pattern: RegExp; say: (match: string[], place: Place) => Partial<ErrorItem> };

const wordings: Wording[] = [
  {
    pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
    say: ([, field = "", type = ""]) => ({
      message: `Field '${field}' doesn't exist on type '${type}'`,
      extensions: { code: "undefinedField", typeName: type, fieldName: field },
    }),
  },
  {
    pattern: /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    say: ([, argument = "", field = ""]) => ({
      message: `Field '${field}' doesn't accept argument '${argument}'`,
      extensions: {
        code: "argumentNotAccepted",
        name: field,
        typeName: "Field",
        argumentName: argument,
      },
    }),
  },
  {
    pattern: /^Field "(\w+)" is not defined by type "(\w+)"/,
    say: ([, argument = "", type = ""]) => ({
      message: `InputObject '${type}' doesn't accept argument '${argument}'`,
      extensions: {
        code: "argumentNotAccepted",
        name: type,
        typeName: "InputObject",
        argumentName: argument,
      },
    }),
  },
  {
    pattern: /^Field "(\w+)" argument "(\w+)" of type "[^"]+" is required/,
    say: ([, field = "", argument = ""]) => ({
      message: `Field '${field}' is missing required arguments: ${argument}`,
      extensions: {
        code: "missingRequiredArguments",
        className: "Field",
        name: field,
        arguments: argument,
      },
    }),
  },
  {
    pattern: /^Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/,
    say: ([, object = "", argument = "", type = ""], { path }) => ({
      message: `Argument '${argument}' on InputObject '${object}' is required. Expected type ${type}`,
      path: [...path, argument],
      extensions: {
        code: "missingRequiredInputObjectAttribute",
        argumentName: argument,
        argumentType: type,
        inputObjectType: object,
      },
    }),
  },
  {
    pattern: /^Variable "\$(\w+)" is never used in operation "(\w+)"/,
    say: ([, variable = "", operation = ""]) => ({
      message: `Variable $${variable} is declared by ${operation} but not used`,
      extensions: { code: "variableNotUsed", variableName: variable },
    }),
  },
  {
    pattern: /^Invalid global id '/,
    say: () => ({
      extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError" },
    }),
  },
  {
    pattern: badLiteral,
    say: (match, place) => literalWords(match, place),
  },
];

function literalWords(match: string[], { owner, ownerName, path }: Place): Partial<ErrorItem> {
  const [, expected = "", found, enumValue, enumName = "", scalar = "", scalarValue] = match;
  const argument = path.at(-1) ?? "";
  const value = found ?? enumValue ?? scalarValue ?? "";
  const type = expected || enumName || scalar;
  return {
    message: `Argument '${argument}' on ${owner} '${ownerName}' has an invalid value (${value}). Expected type '${type}'.`,
    extensions: { code: "argumentLiteralsIncompatible", typeName: owner, argumentName: argument },
  };
}

function itemFor(error: GraphQLError, place: Place): ErrorItem {
  const plain: ErrorItem = {
    message: error.message,
    ...(place.line ? { locations: [place.line] } : {}),
    path: place.path,
    extensions: { code: "invalid" },
  };
  for (const { pattern, say } of wordings) {
    const match = pattern.exec(error.message);
    if (match) return { ...plain, ...say(match, place) };
  }
  return plain;
}

/** The way from the operation to a node, as `["mutation Name", "alias", "argument", …]`. */
function placeOf({ schema, document }: Checked, wanted: ASTNode): Place {
  let found: Place | undefined;
  const steps: Step[] = [];
  const typeInfo = new TypeInfo(schema);
  const visitor: ASTVisitor = {
    enter(node) {
      const step = stepOf(node, { parent: steps.at(-1), typeInfo });
      if (step) steps.push(step);
      if (node !== wanted || found) return;
      found = { ...endOf(steps), path: steps.flatMap(({ name }) => (name === null ? [] : [name])) };
      const token = (steps.at(-1)?.ownerNode ?? node).loc?.startToken;
      if (token) found.line = { line: token.line, column: token.column };
    },
    leave(node) {
      if (steps.at(-1)?.node === node) steps.pop();
    },
  };
  visit(document, visitWithTypeInfo(typeInfo, visitor));
  return found ?? nowhere;
}

type Step = {
  node: ASTNode;
  name: string | null;
  owner: Place["owner"];
  ownerName: string;
  ownerNode: ASTNode;
};

function stepOf(
  node: ASTNode,
  { parent, typeInfo }: { parent: Step | undefined; typeInfo: TypeInfo },
): Step | null {
  const plain = { node, owner: "Field" as const, ownerName: "", ownerNode: node };
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return {
        ...plain,
        name: node.name ? `${node.operation} ${node.name.value}` : node.operation,
      };
    case Kind.FRAGMENT_DEFINITION:
      return { ...plain, name: `fragment ${node.name.value}` };
    case Kind.FIELD:
      return { ...plain, name: node.alias?.value ?? node.name.value, ownerName: node.name.value };
    case Kind.ARGUMENT:
      return {
        ...plain,
        name: node.name.value,
        ownerName: parent?.ownerName ?? "",
        ownerNode: parent?.node ?? node,
      };
    case Kind.OBJECT_FIELD:
      return {
        ...plain,
        name: node.name.value,
        owner: "InputObject",
        ownerName: getNamedType(typeInfo.getParentInputType())?.name ?? "",
      };
    default:
      return null;
  }
}

function endOf(steps: Step[]): Pick<Place, "owner" | "ownerName"> {
  const last = steps.at(-1);
  return { owner: last?.owner ?? "Field", ownerName: last?.ownerName ?? "" };
}
