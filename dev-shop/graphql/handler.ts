/** `POST /admin/api/2026-10/graphql.json`, and the files of bulk operations. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";

import { protectedDataKey, protectedDataOf } from "#dev-shop/auth/installation.ts";
import { findAccess, revokeToken } from "#dev-shop/auth/tokens.ts";
import type { FoundAccess } from "#dev-shop/auth/tokens.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { breakAfter, breakBefore } from "#dev-shop/faults-carried-out.ts";
import { permissionsOf } from "#dev-shop/graphql/access.ts";
import type { Answer } from "#dev-shop/graphql/answer.ts";
import { bucketOf } from "#dev-shop/graphql/buckets.ts";
import { sendBulkResult } from "#dev-shop/graphql/bulk/result-file.ts";
import { createLoad } from "#dev-shop/graphql/context.ts";
import type { Context } from "#dev-shop/graphql/context.ts";
import { prepare, run, throttled } from "#dev-shop/graphql/execute.ts";
import type { Prepared } from "#dev-shop/graphql/execute.ts";
import { readBody, sendJson } from "#dev-shop/graphql/http.ts";
import { API_VERSION } from "#dev-shop/graphql/schema.ts";

const PATH = `/admin/api/${API_VERSION}/graphql.json`;
const MAX_BODY_BYTES = 10_000_000;

const Body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** True when the request was for this endpoint, and is answered. */
export async function handle(
  devShop: DevShop,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(req.url ?? "/", "http://localhost");
  if (
    await sendBulkResult(devShop, { pathname, method: req.method, range: req.headers.range, res })
  )
    return true;
  if (!/^\/admin\/api\/[\w-]+\/graphql\.json$/.test(pathname) || req.method !== "POST")
    return false;
  const text = await readBody(req, MAX_BODY_BYTES);
  if (pathname !== PATH) {
    sendJson(res, { status: 404, body: { errors: `dev shop: only ${API_VERSION} is here` } });
    return true;
  }
  const token = String(req.headers["x-shopify-access-token"] ?? "");
  const access = await findAccess(devShop, token, protectedDataKey(devShop));
  if (!access) {
    unauthorized(res);
    return true;
  }
  await answer({ devShop, res, token, access }, text);
  return true;
}

type Request = { devShop: DevShop; res: ServerResponse; token: string; access: FoundAccess };

async function answer(request: Request, text: string): Promise<void> {
  const { devShop, res, token, access } = request;
  const body = Body.safeParse(parse(text));
  if (!body.success) {
    sendJson(res, {
      status: 400,
      body: { errors: { query: "Required parameter missing or invalid" } },
    });
    return;
  }
  const prepared = prepare({
    text: body.data.query,
    variables: body.data.variables ?? {},
    operationName: body.data.operationName ?? undefined,
  });
  if ("errors" in prepared || !("operation" in prepared)) {
    sendJson(res, { status: 200, body: prepared });
    return;
  }
  const fault = devShop.faults.take(namesOf(prepared));
  if (fault === "token-revoked") {
    await revokeToken(devShop, token);
    unauthorized(res);
    return;
  }
  const bucket = bucketOf(devShop, access.installation.id);
  if (fault === "throttled") {
    bucket.drain();
    sendJson(res, { status: 200, body: throttled(prepared.requestedQueryCost, bucket) });
    return;
  }
  if (fault === "error-before") {
    sendJson(res, { status: 200, body: internalError() });
    return;
  }
  if (fault && breakBefore(res, fault)) return;
  const result = await run(prepared, contextOf(request), bucket);
  if (fault && breakAfter(res, fault)) return;
  sendJson(res, { status: 200, body: result, headers: { "x-shopify-api-version": API_VERSION } });
}

function contextOf({ devShop, access }: Request): Context {
  const { installation, setting } = access;
  const permissions = permissionsOf(installation.scopes, protectedDataOf(setting));
  const load = createLoad(devShop);
  return { devShop, permissions, now: devShop.clock.now(), installation, load, bulk: false };
}

/** A fault may be planned for the operation's own name or for one of its top fields. */
function namesOf({ operation }: Prepared): string[] {
  const fields = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === "Field" ? [selection.name.value] : [],
  );
  return operation.name ? [operation.name.value, ...fields] : fields;
}

function unauthorized(res: ServerResponse): void {
  const errors = "[API] Invalid API key or access token (unrecognized login or wrong password)";
  sendJson(res, { status: 401, body: { errors } });
}

function internalError(): Answer {
  return {
    errors: [
      {
        message: "Internal error. Looks like something went wrong on our end.",
        extensions: { code: "INTERNAL_SERVER_ERROR" },
      },
    ],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
