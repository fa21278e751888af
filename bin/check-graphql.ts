import { existsSync, globSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import {
  NoDeprecatedCustomRule,
  TypeInfo,
  buildClientSchema,
  getNamedType,
  parse,
  specifiedRules,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { DocumentNode, GraphQLSchema, IntrospectionQuery } from "graphql";
import { parse as parseToml } from "smol-toml";
import { z } from "zod";

const TOML = "shopify.app.toml";
const DOCUMENTS = "app/shopify/documents";

const Toml = z.object({
  webhooks: z.object({
    api_version: z.string(),
    subscriptions: z.array(z.object({ topics: z.array(z.string()).default([]) })).default([]),
  }),
  access_scopes: z.object({
    scopes: z.string(),
    optional_scopes: z.array(z.string()).default([]),
  }),
  app_proxy: z.unknown().optional(),
});

const SchemaFile = z.object({
  data: z.custom<IntrospectionQuery>(),
  offline_scopes: z
    .object({
      items: z.array(
        z.object({
          typeName: z.string(),
          fieldName: z.string().nullish(),
          offlineScopes: z.array(z.string()),
        }),
      ),
    })
    .default({ items: [] }),
});

/** What the schema leaves to prose: a metafield wants the access of its owner, here a customer. */
const SCOPES_IN_PROSE: Record<string, string[]> = {
  "Mutation.metafieldsSet": ["write_customers"],
  "Mutation.metafieldsDelete": ["write_customers"],
};

/** Topics by their first part, where the scope is not simply `read_` and that part. */
const SCOPES_OF_TOPICS: Record<string, string | null> = {
  "customers/merge": "read_customer_merge",
  customers_email_marketing_consent: "read_customers",
  customer: "read_customers",
  refunds: "read_orders",
  app: null,
  app_subscriptions: null,
  shop: null,
  bulk_operations: null,
};

type Admin = { schema: GraphQLSchema; scopes: Map<string, string[]> };
/** Any one of `scopes` will do. */
type Need = { scopes: string[]; why: string };

/** Complaints about GraphQL documents, and about scopes that do not fit them. */
export async function checkGraphql(): Promise<string[]> {
  if (!existsSync(TOML)) return [`${TOML} is missing`];
  const toml = Toml.parse(parseToml(readFileSync(TOML, "utf8")));
  const admin = loadAdmin(toml.webhooks.api_version);
  const complaints = listStrays();
  const needs = toml.app_proxy ? [{ scopes: ["write_app_proxy"], why: "app proxy" }] : [];
  for (const { topics } of toml.webhooks.subscriptions) needs.push(...topics.flatMap(needOfTopic));
  for (const { file, text } of await listDocuments()) {
    const judged = judge(admin, text);
    complaints.push(...judged.complaints.map((complaint) => `${file}: ${complaint}`));
    needs.push(...judged.needs.map((need) => ({ ...need, why: `${need.why} in ${file}` })));
  }
  complaints.push(...judgeFunctions(toml.webhooks.api_version));
  const { scopes, optional_scopes: optional } = toml.access_scopes;
  const granted = scopes.split(",").map((scope) => scope.trim());
  return [...complaints, ...compareScopes({ granted, optional }, needs)];
}

/** Shopify's own schema of that version, with its marks. */
export function loadAdmin(version: string): Admin {
  const { data, offline_scopes: marks } = loadSchema(`admin_${version}`);
  const scopes = marks.items.map(({ typeName, fieldName, offlineScopes }) => {
    return [fieldName ? `${typeName}.${fieldName}` : typeName, offlineScopes] as const;
  });
  return { schema: buildClientSchema(data), scopes: new Map(scopes) };
}

function loadSchema(name: string) {
  const place = `../node_modules/@shopify/dev-mcp/dist/data/${name}.json.gz`;
  const file = new URL(place, import.meta.url);
  return SchemaFile.parse(JSON.parse(gunzipSync(readFileSync(file)).toString()));
}

/** What discount functions ask for is in a schema of its own. */
function judgeFunctions(version: string): string[] {
  const schema = buildClientSchema(loadSchema(`functions_discount_${version}`).data);
  return globSync("extensions/*/src/*.graphql").flatMap((file) =>
    complaintsOf(schema, parse(readFileSync(file, "utf8"))).map((text) => `${file}: ${text}`),
  );
}

/** What the modules of documents export, put together from fragments as the app sends it. */
async function listDocuments(): Promise<{ file: string; text: string }[]> {
  const found: { file: string; text: string }[] = [];
  for (const file of globSync(`${DOCUMENTS}/*.ts`)) {
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    for (const [name, text] of Object.entries(module)) {
      if (typeof text === "string") found.push({ file: `${file}: ${name}`, text });
    }
  }
  return found;
}

/** A document anywhere else would escape the checks. */
function listStrays(): string[] {
  return globSync("app/**/*.{ts,tsx}")
    .filter((file) => !file.startsWith(DOCUMENTS))
    .filter((file) => readFileSync(file, "utf8").includes("#graphql"))
    .map((file) => `${file}: GraphQL documents belong in ${DOCUMENTS}`);
}

/** What is wrong with a document, deprecated fields included, and what scopes it needs. */
export function judge(admin: Admin, text: string): { complaints: string[]; needs: Need[] } {
  if (text.includes("${"))
    return { complaints: ["a document is put together at run time"], needs: [] };
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { complaints: [String(error)], needs: [] };
  }
  return { complaints: complaintsOf(admin.schema, document), needs: listNeeds(admin, document) };
}

function complaintsOf(schema: GraphQLSchema, document: DocumentNode): string[] {
  // A bulk query is text without a name.
  const rules = specifiedRules.filter((rule) => rule.name !== "LoneAnonymousOperationRule");
  const errors = validate(schema, document, [...rules, NoDeprecatedCustomRule]);
  return errors.map((error) => error.message);
}

function listNeeds({ schema, scopes }: Admin, document: DocumentNode): Need[] {
  const types = new TypeInfo(schema);
  const needs: Need[] = [];
  const onField = (): void => {
    const [parent, field] = [types.getParentType(), types.getFieldDef()];
    if (!parent || !field || field.name.startsWith("__")) return;
    const key = `${parent.name}.${field.name}`;
    for (const place of [key, getNamedType(field.type).name]) {
      const wanted = SCOPES_IN_PROSE[place] ?? scopes.get(place) ?? [];
      if (wanted.length > 0) needs.push({ scopes: wanted, why: key });
    }
  };
  visit(document, visitWithTypeInfo(types, { Field: onField }));
  return needs;
}

function needOfTopic(topic: string): Need[] {
  const [resource = ""] = topic.split(/[/.]/);
  const known = SCOPES_OF_TOPICS[topic] ?? SCOPES_OF_TOPICS[resource];
  if (known === null) return [];
  return [{ scopes: [known ?? `read_${resource}`], why: `webhook ${topic}` }];
}

/**
 * Scopes that are needed and neither granted nor asked for later, or granted and not needed.
 * What is optional may also serve what no schema marks (orders of more than 60 days).
 */
export function compareScopes(
  { granted, optional }: { granted: string[]; optional: string[] },
  needs: Need[],
): string[] {
  const known = [...granted, ...optional];
  const missing = needs
    .filter(({ scopes }) => !scopes.some((scope) => known.includes(scope)))
    .map(({ scopes, why }) => `${TOML}: ${why} needs ${scopes.join(" or ")}`);
  const idle = granted
    .filter((scope) => !needs.some(({ scopes }) => scopes.includes(scope)))
    .map((scope) => `${TOML}: nothing needs ${scope}`);
  return [...new Set(missing), ...idle];
}

if (import.meta.main) {
  const complaints = await checkGraphql();
  for (const complaint of complaints) console.log(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}
