import { timestamp } from "#dev-shop/clock.ts";
import { gid } from "#dev-shop/model.ts";
import type { MetafieldDefinition } from "#dev-shop/model.ts";
import { arrayConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";
import { resolveNamespace } from "#dev-shop/graphql/metafields/namespaces.ts";
import { ownerTypeOf } from "#dev-shop/graphql/metafields/owners.ts";
import { typeProblem } from "#dev-shop/graphql/metafields/value-types.ts";

type DefinitionInput = {
  ownerType: string;
  namespace?: string | null;
  key: string;
  name: string;
  description?: string | null;
  type: string;
  validations?: { name: string; value: string }[] | null;
  access?: Partial<Record<"admin" | "storefront" | "customerAccount", string | null>> | null;
};
type ListArgs = PageArgs & { ownerType: string; namespace?: string | null; key?: string | null };
type DefinitionArgs = {
  id?: string | null;
  identifier?: { ownerType: string; namespace?: string | null; key: string } | null;
};
type DeleteArgs = DefinitionArgs & { deleteAllAssociatedMetafields?: boolean | null };

export const definitions: Resolvers = {
  QueryRoot: {
    metafieldDefinition: (_: unknown, args: DefinitionArgs, context) =>
      findDefinition(context, args),
    metafieldDefinitions: async (_: unknown, args: ListArgs, context) => {
      const space = args.namespace ? resolveNamespace(context, args.namespace) : null;
      const listing = { owner: args.ownerType, limit: 1_000 };
      const { items } = await context.devShop.store.list("metafield_definition", listing);
      const wanted = items.filter(
        ({ namespace, key }) =>
          (space === null || namespace === space) && (!args.key || key === args.key),
      );
      return arrayConnection(wanted, args);
    },
  },
  MetafieldDefinition: {
    id: ({ id }: MetafieldDefinition) => gid("MetafieldDefinition", id),
    type: ({ type }: MetafieldDefinition) => ({ name: type }),
    access: ({ access }: MetafieldDefinition) => access,
    validationStatus: () => "ALL_VALID",
    pinnedPosition: () => null,
  },
  Mutation: {
    metafieldDefinitionCreate: (
      _: unknown,
      { definition }: { definition: DefinitionInput },
      context,
    ) => createDefinition(context, definition),
    metafieldDefinitionDelete: (_: unknown, args: DeleteArgs, context) =>
      deleteDefinition(context, args),
  },
};

async function createDefinition(context: Context, input: DefinitionInput) {
  const { store, clock } = context.devShop;
  const namespace = resolveNamespace(context, input.namespace);
  const userErrors = problemsOf({ ...input, namespace });
  if (userErrors.length > 0) return { createdDefinition: null, userErrors };
  const key = `${input.ownerType}/${namespace}/${input.key}`;
  if (await store.findByKey("metafield_definition", key)) {
    const message =
      "Key is in use for " + `${input.ownerType} metafields on the '${namespace}' namespace.`;
    return { createdDefinition: null, userErrors: [problem("key", message, "TAKEN")] };
  }
  const now = timestamp(clock.now());
  const definition: MetafieldDefinition = {
    id: store.ids.next("metafield"),
    ownerType: input.ownerType,
    namespace,
    key: input.key,
    name: input.name,
    description: input.description ?? null,
    type: input.type,
    validations: input.validations ?? [],
    access: {
      admin: input.access?.admin ?? "PUBLIC_READ_WRITE",
      storefront: input.access?.storefront ?? "NONE",
      customerAccount: input.access?.customerAccount ?? "NONE",
    },
    createdAt: now,
    updatedAt: now,
  };
  await store.put("metafield_definition", definition);
  return { createdDefinition: definition, userErrors: [] };
}

function problem(field: string, message: string, code: string) {
  return {
    __typename: "MetafieldDefinitionCreateUserError",
    field: ["definition", field],
    message,
    code,
  };
}

function problemsOf(input: DefinitionInput & { namespace: string }) {
  const problems: ReturnType<typeof problem>[] = [];
  const checkName = (field: "namespace" | "key", label: string, minimum: number) => {
    const value = input[field];
    if (value.length < minimum) {
      const message = `${label} is too short (minimum is ${String(minimum)} characters)`;
      problems.push(problem(field, message, "TOO_SHORT"));
    } else if (!/^[\w-]+$/.test(value)) {
      const message = `${label} contains one or more invalid characters.`;
      problems.push(problem(field, message, "INVALID_CHARACTER"));
    }
  };
  checkName("namespace", "Namespace", 3);
  checkName("key", "Key", 2);
  if (input.name.length > 255) {
    problems.push(problem("name", "Name is too long (maximum is 255 characters)", "TOO_LONG"));
  }
  const wrongType = typeProblem(input.type);
  if (wrongType) problems.push(problem("type", wrongType, "INCLUSION"));
  return problems;
}

async function findDefinition(
  context: Context,
  { id, identifier }: DefinitionArgs,
): Promise<MetafieldDefinition | null> {
  const { store } = context.devShop;
  if (id) return store.find("metafield_definition", idArgument(id, "MetafieldDefinition"));
  if (!identifier) return null;
  const namespace = resolveNamespace(context, identifier.namespace);
  const key = `${identifier.ownerType}/${namespace}/${identifier.key}`;
  return store.findByKey("metafield_definition", key);
}

async function deleteDefinition(context: Context, args: DeleteArgs) {
  const { store } = context.devShop;
  const definition = await findDefinition(context, args);
  const refused = (field: string[] | null, message: string, code: string) => ({
    deletedDefinitionId: null,
    deletedDefinition: null,
    userErrors: [{ field, message, code }],
  });
  if (!definition) return refused(["id"], "Definition not found.", "NOT_FOUND");
  const { id, ownerType, namespace, key } = definition;
  if (namespace.startsWith("app--") && !args.deleteAllAssociatedMetafields) {
    const message =
      "Deleting a definition in a reserved namespace must have deleteAllAssociatedMetafields set to true.";
    return refused(null, message, "RESERVED_NAMESPACE_ORPHANED_METAFIELDS");
  }
  await store.remove("metafield_definition", id);
  if (args.deleteAllAssociatedMetafields) await removeMetafields(context, definition);
  return {
    deletedDefinitionId: gid("MetafieldDefinition", id),
    deletedDefinition: { ownerType, namespace, key },
    userErrors: [],
  };
}

async function removeMetafields(
  { devShop: { store } }: Context,
  { ownerType, namespace, key }: MetafieldDefinition,
): Promise<void> {
  const { items } = await store.list("metafield", { contains: { namespace, key }, limit: 100_000 });
  const own = items.filter(({ ownerGid }) => ownerTypeOf(ownerGid)?.ownerType === ownerType);
  await store.remove("metafield", ...own.map(({ id }) => id));
}
