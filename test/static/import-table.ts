import path from "node:path";
import type { Linter, Rule } from "eslint";

/** What a folder of `app` may import beside itself; `types` of these, but nothing that runs. */
type Reach = { files: string[]; self: string; values: string[]; types?: string[] };

/** The import table. */
const TABLE: Reach[] = [
  { files: ["app/domain/**"], self: "domain/", values: [] },
  { files: ["app/db/**"], self: "db/", values: ["domain/", "config\\.server\\.ts$"] },
  { files: ["app/shopify/**"], self: "shopify/", values: ["domain/", "config\\.server\\.ts$"] },
  {
    files: ["app/usecases/**"],
    self: "usecases/",
    values: ["domain/", "db/"],
    types: ["shopify/gateway\\.ts$"],
  },
  {
    files: ["app/queries/**"],
    self: "queries/",
    values: ["domain/", "db/", "texts/"],
    types: ["shopify/gateway\\.ts$"],
  },
  {
    files: ["app/routes/**"],
    self: "routes/",
    values: ["usecases/", "queries/", "ui/", "texts/", "context\\.server\\.ts$"],
    types: ["domain/", "root\\.tsx$"],
  },
  ...["http", "jobs"].map((folder) => ({
    files: [`app/${folder}/**`],
    self: `${folder}/`,
    values: ["usecases/", "queries/", "texts/"],
    types: ["context\\.server\\.ts$"],
  })),
  { files: ["app/ui/**"], self: "ui/", values: ["texts/"], types: ["domain/"] },
  { files: ["app/texts/**"], self: "texts/", values: [], types: ["domain/"] },
  {
    files: ["app/context.server.ts"],
    self: "context",
    values: [
      "domain/",
      "db/",
      "shopify/",
      "usecases/",
      "queries/",
      "config\\.server\\.ts$",
      "log\\.server\\.ts$",
      "metrics\\.server\\.ts$",
    ],
  },
];

type Pattern = { regex: string; message: string; allowTypeImports?: boolean };

const OUTSIDE: Pattern = {
  regex: "^#(bin|dev-shop|test)/",
  message: "The app knows nothing of commands, tests and the dev shop.",
};
const SCREENS: Pattern = {
  regex: "^(@remix-run/|react$|react-dom|react-i18next|@shopify/(polaris|app-bridge)|.*\\.tsx$)",
  message: "Remix, React and .tsx stay in routes, ui and the entries.",
};
const PRISMA: Pattern = {
  regex: "^(@prisma/|pg$)",
  message: "Prisma and pg stay in db.",
};
const SHOPIFY: Pattern = {
  regex: "^@shopify/(?!polaris|app-bridge|shopify-app-remix/react)",
  message: "Shopify's packages stay in shopify.",
};
const PURE: Pattern = {
  regex: "^(?!#|\\.|zod$|node:crypto$)",
  message: "The domain is pure: of packages it knows zod and hashing.",
};

/** The import table of the house, as rules. */
export function importRules(): Linter.Config[] {
  return [
    {
      files: ["app/**", "bin/**/*.ts", "dev-shop/**", "test/**"],
      plugins: { house: { rules: { "rooted-imports": rootedImports } } },
      rules: { "house/rooted-imports": "error" },
    },
    rule(["dev-shop/**"], [{ regex: "^#(app|test)/", message: "Knows Shopify, never us." }]),
    ...TABLE.map((reach) => rule(reach.files, [OUTSIDE, ...patterns(reach)])),
    rule(["app/{root,entry.*}.tsx", "app/routes.ts"], [OUTSIDE, PRISMA]),
  ];
}

function patterns({ self, values, types = [] }: Reach): Pattern[] {
  const within = [self, ...values, ...types].join("|");
  const all = [...values, ...types.map((type) => `types of ${type}`)].join(", ");
  const message = `${self} may import ${all}.`;
  const found: Pattern[] = [{ regex: `^#app/(?!${within})`, message }];
  if (types.length > 0) {
    found.push({ regex: `^#app/(${types.join("|")})`, message, allowTypeImports: true });
  }
  return [...found, ...packagesOutside(self)];
}

function packagesOutside(self: string): Pattern[] {
  if (self === "domain/") return [PURE];
  if (self === "db/") return [SCREENS, SHOPIFY_BUT_SESSIONS];
  if (self === "shopify/") return [PRISMA, SCREENS_BUT_REMIX_SERVER];
  if (self === "routes/" || self === "ui/") return [PRISMA, SHOPIFY];
  return [PRISMA, SCREENS, ...(self === "context" ? [] : [SHOPIFY])];
}

/** Session storage lives in db and is handed to shopify by the context. */
const SHOPIFY_BUT_SESSIONS: Pattern = {
  ...SHOPIFY,
  regex: "^@shopify/(?!shopify-api|shopify-app-session-storage)",
};
/** Shopify's package for Remix works on Remix's requests. */
const SCREENS_BUT_REMIX_SERVER: Pattern = {
  ...SCREENS,
  regex: SCREENS.regex.replace("@remix-run/", "@remix-run/(?!node)"),
};

function rule(files: string[], restricted: Pattern[]): Linter.Config {
  return {
    files,
    rules: {
      "no-restricted-imports": "off",
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: restricted }],
    },
  };
}

/** Imports begin at the root, so that they read the same everywhere and survive a move. */
const rootedImports: Rule.RuleModule = {
  meta: { type: "suggestion", fixable: "code", schema: [] },
  create(context) {
    const check = (source: { value?: unknown } & Rule.Node): void => {
      if (typeof source.value !== "string" || !/^\.\.?\//.test(source.value)) return;
      const target = path.resolve(path.dirname(context.filename), source.value);
      const rooted = `#${path.relative(context.cwd, target)}`;
      context.report({
        node: source,
        message: `Imports begin at the root: ${rooted}`,
        fix: (fixer) => fixer.replaceText(source, JSON.stringify(rooted)),
      });
    };
    return {
      ImportDeclaration: (node) => check(node.source as Rule.Node & typeof node.source),
      ImportExpression: (node) => check(node.source as Rule.Node & { value?: unknown }),
    };
  },
};
