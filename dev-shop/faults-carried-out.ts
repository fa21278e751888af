/** Makes planned faults happen on the wire. Each says whether the request is dealt with by that. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";

import type { DevShop } from "#dev-shop/dev-shop.ts";
import { faultKinds } from "#dev-shop/faults.ts";
import type { FaultKind } from "#dev-shop/faults.ts";
import { readBody, sendJson } from "#dev-shop/graphql/http.ts";

/** Nobody waits longer than this; a caller that does is cut off. */
const LONGEST_WAIT_MS = 60_000;

/** What happens instead of the work. */
export function breakBefore(res: ServerResponse, fault: FaultKind): boolean {
  switch (fault) {
    case "server-error":
    case "error-before":
      sendJson(res, { status: 503, body: { errors: "Service Unavailable" } });
      return true;
    case "too-many-requests":
      sendJson(res, {
        status: 429,
        body: {
          errors:
            "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
        },
        headers: { "retry-after": "2.0" },
      });
      return true;
    case "timeout":
      neverAnswer(res);
      return true;
    default:
      return false;
  }
}

/** What happens when the work is done and the answer would go out. */
export function breakAfter(res: ServerResponse, fault: FaultKind): boolean {
  switch (fault) {
    case "error-after":
      sendJson(res, { status: 502, body: { errors: "Bad Gateway" } });
      return true;
    case "lost-answer":
      res.destroy();
      return true;
    case "timeout-after":
      neverAnswer(res);
      return true;
    default:
      return false;
  }
}

const Plan = z.object({
  kind: z.enum(faultKinds),
  operation: z.string().optional(),
  times: z.number().int().positive().optional(),
});

/** `/dev/faults`, from this machine only: GET lists, POST plans one, DELETE clears. */
export async function handle(
  { faults }: DevShop,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  if (new URL(req.url ?? "/", "http://localhost").pathname !== "/dev/faults") return false;
  if (!isLoopback(req.socket.remoteAddress)) {
    sendJson(res, { status: 403, body: { error: "Only from this machine" } });
    return true;
  }
  if (req.method === "POST") {
    const plan = Plan.safeParse(parse(await readBody(req, 10_000)));
    if (!plan.success) {
      sendJson(res, { status: 422, body: { error: z.prettifyError(plan.error) } });
      return true;
    }
    faults.next(plan.data);
  } else if (req.method === "DELETE") {
    faults.clear();
  }
  sendJson(res, { status: 200, body: { faults: faults.list() } });
  return true;
}

function isLoopback(address = ""): boolean {
  return address === "::1" || address.replace(/^::ffff:/, "").startsWith("127.");
}

function neverAnswer(res: ServerResponse): void {
  const timer = setTimeout(() => res.destroy(), LONGEST_WAIT_MS);
  timer.unref();
  res.once("close", () => {
    clearTimeout(timer);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
