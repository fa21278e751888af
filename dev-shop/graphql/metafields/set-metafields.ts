/** `metafieldsSet` and `metafieldsDelete`. */
import { timestamp } from "#dev-shop/clock.ts";
import type { Metafield } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { requireScope } from "#dev-shop/graphql/access.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { digestOf } from "#dev-shop/graphql/metafields/metafield-type.ts";
import { isAnotherApps, resolveNamespace } from "#dev-shop/graphql/metafields/namespaces.ts";
import { findOwner, ownerKey, ownerTypeOf } from "#dev-shop/graphql/metafields/owners.ts";
import { typeProblem, valueProblem } from "#dev-shop/graphql/metafields/value-types.ts";

type SetInput = {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
};
type Identifier = { ownerId: string; namespace: string; key: string };

type SetError = { field: string[]; message: string; code: string; elementIndex: number | null };

const MAX_ENTRIES = 25;

export const metafieldMutations: Resolvers = {
  Mutation: {
    metafieldsSet: (_: unknown, { metafields }: { metafields: SetInput[] }, context) =>
      setMetafields(context, metafields),
    metafieldsDelete: async (_: unknown, { metafields }: { metafields: Identifier[] }, context) => {
      for (const { ownerId } of metafields) requireOwnerScope(context, ownerId, "metafieldsDelete");
      const deletedMetafields = await context.devShop.store.transaction((tx) =>
        deleteMetafields(tx, context, metafields),
      );
      return { deletedMetafields, userErrors: [] };
    },
  },
};

/** All are written, or none when one of them is refused. */
async function setMetafields(context: Context, inputs: SetInput[]) {
  if (inputs.length > MAX_ENTRIES) {
    const message = `Exceeded the maximum metafields input limit of ${String(MAX_ENTRIES)}.`;
    const error = {
      field: ["metafields"],
      message,
      code: "LESS_THAN_OR_EQUAL_TO",
      elementIndex: null,
    };
    return { metafields: null, userErrors: [error] };
  }
  for (const { ownerId } of inputs) requireOwnerScope(context, ownerId, "metafieldsSet");
  const checked = await Promise.all(inputs.map((input, index) => check(context, input, index)));
  const errors = checked.flatMap(({ errors: own }) => own);
  if (errors.length > 0) return { metafields: null, userErrors: errors };

  return context.devShop.store.transaction(async (tx) => {
    const keys = checked.map(({ storeKey }) => storeKey);
    // What is not there yet cannot be locked: of two who write it first, one waits here.
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended(key, 0))
       from (select distinct unnest($1::text[]) as key order by 1) keys`,
      [keys],
    );
    const earlier = await lockEarlier(tx, keys);
    const refused = checked.flatMap((entry) => staleness(entry, earlier));
    if (refused.length > 0) return { metafields: null, userErrors: refused };
    const now = timestamp(context.devShop.clock.now());
    const metafields = checked.map((entry) => metafieldFor(context, { entry, earlier, now }));
    await tx.put("metafield", ...new Map(metafields.map((each) => [each.id, each])).values());
    return { metafields, userErrors: [] };
  });
}

type Checked = {
  input: SetInput;
  index: number;
  namespace: string;
  storeKey: string;
  type: string;
  errors: SetError[];
};

async function check(context: Context, input: SetInput, index: number): Promise<Checked> {
  const { store } = context.devShop;
  const namespace = resolveNamespace(context, input.namespace);
  const storeKey = `${ownerKey(input.ownerId)}/${namespace}/${input.key}`;
  const ownerType = ownerTypeOf(input.ownerId)?.ownerType ?? "";
  const definitionKey = `${ownerType}/${namespace}/${input.key}`;
  const definition = await store.findByKey("metafield_definition", definitionKey);
  const existing = input.type ? null : await store.findByKey("metafield", storeKey);
  const type = input.type ?? definition?.type ?? existing?.type ?? "";

  const problem =
    (await ownerProblem(context, { ownerId: input.ownerId, namespace })) ??
    typeProblemOf(type, definition?.type) ??
    valueProblemOf(type, input.value);
  const errors = problem ? [errorAt(index, problem)] : [];
  return { input, index, namespace, storeKey, type, errors };
}

type Problem = { field?: string; message: string; code: string };

async function ownerProblem(
  context: Context,
  { ownerId, namespace }: { ownerId: string; namespace: string },
): Promise<Problem | null> {
  if (!(await findOwner(context, ownerId))) {
    return { field: "ownerId", message: "Owner does not exist.", code: "INVALID" };
  }
  if (!isAnotherApps(context, namespace)) return null;
  const message =
    "Access to this namespace and key on Metafields for this resource type is not allowed.";
  return { message, code: "APP_NOT_AUTHORIZED" };
}

function typeProblemOf(type: string, defined: string | undefined): Problem | null {
  if (type === "") return { field: "type", message: "Type can't be blank", code: "BLANK" };
  const wrong = typeProblem(type);
  if (wrong) return { field: "type", message: wrong, code: "INCLUSION" };
  if (defined === undefined || defined === type) return null;
  const message = `Type '${type}' must be consistent with the definition's type: '${defined}'.`;
  return { field: "type", message, code: "INVALID_TYPE" };
}

function valueProblemOf(type: string, value: string): Problem | null {
  if (value === "") return { field: "value", message: "Value can't be blank.", code: "BLANK" };
  const wrong = valueProblem(type, value);
  return wrong ? { field: "value", message: wrong, code: "INVALID_VALUE" } : null;
}

function errorAt(index: number, { field, message, code }: Problem): SetError {
  const path = ["metafields", String(index), ...(field === undefined ? [] : [field])];
  return { field: path, message, code, elementIndex: null };
}

/** Locked, so that of two writers that compare with one digest only one wins. */
async function lockEarlier(tx: StoreAccess, keys: string[]): Promise<Map<string, Metafield>> {
  const rows = await tx.query<{ key: string; doc: Metafield }>(
    `select k.key, m.doc from doc_key k join doc_metafield m on m.id = k.id
     where k.kind = 'metafield' and k.key = any($1) order by m.id for update of m`,
    [keys],
  );
  return new Map(rows.map(({ key, doc }) => [key, doc]));
}

function staleness(
  { input, index, storeKey }: Checked,
  earlier: Map<string, Metafield>,
): SetError[] {
  if (input.compareDigest === undefined) return [];
  const held = earlier.get(storeKey);
  if (input.compareDigest === (held ? digestOf(held.value) : null)) return [];
  const message =
    "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.";
  return [
    { field: ["metafields", String(index)], message, code: "STALE_OBJECT", elementIndex: null },
  ];
}

type Writing = { entry: Checked; earlier: Map<string, Metafield>; now: string };

function metafieldFor({ devShop }: Context, { entry, earlier, now }: Writing): Metafield {
  const { input, namespace, storeKey, type } = entry;
  const held = earlier.get(storeKey);
  const metafield: Metafield = {
    id: held?.id ?? devShop.store.ids.next("metafield"),
    ownerGid: ownerKey(input.ownerId),
    namespace,
    key: input.key,
    type,
    value: input.value,
    createdAt: held?.createdAt ?? now,
    updatedAt: now,
  };
  // The same key twice in one call is one metafield.
  earlier.set(storeKey, metafield);
  return metafield;
}

async function deleteMetafields(tx: StoreAccess, context: Context, identifiers: Identifier[]) {
  const wanted = identifiers.map(({ ownerId, namespace, key }) => {
    const space = resolveNamespace(context, namespace);
    return { ownerId, namespace: space, key, storeKey: `${ownerKey(ownerId)}/${space}/${key}` };
  });
  const found = await lockEarlier(
    tx,
    wanted.map(({ storeKey }) => storeKey),
  );
  await tx.remove("metafield", ...[...found.values()].map(({ id }) => id));
  return wanted.map(({ storeKey, ...identifier }) => (found.has(storeKey) ? identifier : null));
}

/** The schema says only "the access needed to mutate the owner". */
function requireOwnerScope({ permissions }: Context, ownerId: string, field: string): void {
  const scope = ownerTypeOf(ownerId)?.scope;
  if (scope) requireScope(permissions, `write_${scope}`, field);
}
