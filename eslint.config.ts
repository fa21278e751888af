import js from "@eslint/js";
import type { Linter } from "eslint";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import { importRules } from "./test/static/import-table.ts";

const CODE = ["**/*.ts", "**/*.tsx"];
const MODULES = [...CODE, "**/*.mjs", "**/*.js"];

type Ban = { selector: string; message: string };

const BANS: Ban[] = [
  { selector: "TSEnumDeclaration", message: "A union of strings instead of an enum." },
  { selector: "ExportAllDeclaration", message: "No barrels: import from where it is written." },
  {
    selector: "ExportNamedDeclaration[source]",
    message: "No barrels: import from where it is written.",
  },
  {
    selector: "ClassDeclaration:not([superClass.name=/Error$|^HTMLElement$|^Tag$/])",
    message: "Functions and plain data; classes only for errors, custom elements and tags.",
  },
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(do)?[mM]ock$/]",
    message: "No module mocks: the only fakes are the dev shop and the clock.",
  },
  {
    selector: "CallExpression[callee.property.name=/^(skip|only|todo)$/][callee.object.name=test]",
    message: "No test is skipped or run alone.",
  },
];

const NO_DEFAULT: Ban = {
  selector: "ExportDefaultDeclaration",
  message: "Named exports: the name is the same everywhere.",
};

const NO_ENVIRONMENT: Ban = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "The environment is read once, in app/config.server.ts.",
};

export default defineConfig(
  {
    ignores: [
      "build/",
      "node_modules/",
      ".local/",
      "app/*/generated/",
      "test/output/",
      ".shopify/",
    ],
  },
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  { files: CODE, extends: [tseslint.configs.strict], rules: typedRules() },
  {
    files: CODE,
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: MODULES,
    rules: houseRules([...BANS, NO_DEFAULT, NO_ENVIRONMENT]),
  },
  {
    files: ["app/config.server.ts", "bin/**", "dev-shop/**", "test/**"],
    rules: { "no-restricted-syntax": ["error", ...BANS, NO_DEFAULT] },
  },
  {
    // Where a framework wants the default export.
    files: ["app/{root,entry.*}.tsx", "app/routes.ts", "app/routes/**"],
    rules: { "no-restricted-syntax": ["error", ...BANS, NO_ENVIRONMENT] },
  },
  {
    files: ["*.config.ts", "test/static/*.config.ts"],
    rules: { "no-restricted-syntax": ["error", ...BANS] },
  },
  {
    // A story or a table of cases reads better whole.
    files: ["test/**"],
    rules: { "max-lines-per-function": ["error", functionLines(120)] },
  },
  {
    files: ["**/*.tsx"],
    plugins: reactHooks.configs.flat.recommended.plugins,
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    // The library dictates what a tag's constructor and a server's entry take.
    files: ["dev-shop/storefront/liquid-tags.ts", "app/entry.server.tsx"],
    rules: { "@typescript-eslint/max-params": "off" },
  },
  { files: ["**/*.mjs", "**/*.js"], rules: { "no-undef": "off" } },
  ...importRules(),
);

function houseRules(bans: Ban[]): Linter.RulesRecord {
  return {
    "no-restricted-syntax": ["error", ...bans],
    "max-lines": ["error", 250],
    "max-lines-per-function": ["error", functionLines(40)],
    "max-depth": ["error", 3],
    complexity: ["error", 20],
    eqeqeq: ["error", "always", { null: "ignore" }],
    "no-var": "error",
    "prefer-const": "error",
  };
}

function functionLines(max: number) {
  return { max, skipBlankLines: true, skipComments: true, IIFEs: true };
}

function typedRules(): Linter.RulesRecord {
  return {
    "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": true }],
    "@typescript-eslint/consistent-type-imports": "error",
    "@typescript-eslint/no-floating-promises": "error",
    "@typescript-eslint/no-misused-promises": [
      "error",
      { checksVoidReturn: { attributes: false, arguments: false } },
    ],
    "@typescript-eslint/await-thenable": "error",
    "@typescript-eslint/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true },
    ],
    "@typescript-eslint/max-params": ["error", { max: 3 }],
    "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
  };
}
