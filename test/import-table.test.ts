import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { expect, test } from "vitest";
import { importRules } from "#test/static/import-table.ts";

function complaintsAbout(file: string, line: string): string[] {
  const parser = tseslint.parser as Linter.Parser;
  const plugins = {
    "@typescript-eslint": tseslint.plugin as NonNullable<Linter.Config["plugins"]>[0],
  };
  const config: Linter.Config[] = [
    { files: ["**/*.ts", "**/*.tsx"], languageOptions: { parser }, plugins },
    ...importRules(),
  ];
  return new Linter().verify(`${line}\n`, config, file).map(({ message }) => message);
}

test.each([
  ["app/domain/award.ts", 'import { zod } from "zod";'],
  ["app/domain/engine/decide.ts", 'import { award } from "#app/domain/award.ts";'],
  ["app/db/ledger.ts", 'import { Prisma } from "#app/db/generated/client.ts";'],
  ["app/usecases/redeem-reward.ts", 'import type { Gateway } from "#app/shopify/gateway.ts";'],
  ["app/queries/home.ts", 'import { listMembers } from "#app/db/members.ts";'],
  ["app/routes/app.home.tsx", 'import { Card } from "@shopify/polaris";'],
  ["app/jobs/drain.ts", 'import type { Context } from "#app/context.server.ts";'],
  ["app/context.server.ts", 'import { adminGateway } from "#app/shopify/admin.ts";'],
  ["test/usecases/a.test.ts", 'import { startShop } from "#dev-shop/dev-shop.ts";'],
])("%s may say: %s", (file, line) => {
  expect(complaintsAbout(file, line)).toEqual([]);
});

test.each([
  ["app/domain/award.ts", 'import { find } from "#app/db/members.ts";'],
  ["app/domain/award.ts", 'import { readFileSync } from "node:fs";'],
  ["app/domain/award.ts", 'import pg from "pg";'],
  ["app/db/ledger.ts", 'import { redeem } from "#app/usecases/redeem-reward.ts";'],
  ["app/db/ledger.ts", 'import { useState } from "react";'],
  ["app/shopify/admin.ts", 'import { PrismaClient } from "#app/db/generated/client.ts";'],
  ["app/usecases/redeem-reward.ts", 'import { gateway } from "#app/shopify/gateway.ts";'],
  ["app/usecases/redeem-reward.ts", 'import type { Admin } from "#app/shopify/admin.ts";'],
  ["app/usecases/redeem-reward.ts", 'import pg from "pg";'],
  ["app/queries/home.ts", 'import { redeem } from "#app/usecases/redeem-reward.ts";'],
  ["app/routes/app.home.tsx", 'import { listMembers } from "#app/db/members.ts";'],
  ["app/routes/app.home.tsx", 'import { shopifyApi } from "@shopify/shopify-api";'],
  ["app/http/webhooks.ts", 'import { json } from "@remix-run/node";'],
  ["app/jobs/drain.ts", 'import { context } from "#app/context.server.ts";'],
  ["app/ui/points.tsx", 'import { award } from "#app/domain/award.ts";'],
  ["app/context.server.ts", 'import { receive } from "#app/http/webhooks.ts";'],
  ["app/db/ledger.ts", 'import { start } from "#dev-shop/dev-shop.ts";'],
  ["app/db/ledger.ts", 'import { start } from "#bin/postgres.ts";'],
  ["dev-shop/dev-shop.ts", 'import { award } from "#app/domain/award.ts";'],
  ["app/db/ledger.ts", 'import { members } from "./members.ts";'],
])("%s may not say: %s", (file, line) => {
  expect(complaintsAbout(file, line)).toHaveLength(1);
});
