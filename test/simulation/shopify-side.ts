import { answerGraphql, operationOf, SCOPES } from "#test/simulation/shop-graphql.ts";
import { mayStrike, tell, type World } from "#test/simulation/world.ts";

/** What Shopify answers to a request of ours, and what goes wrong on the way. */
export async function sendToShopify(
  world: World,
  worker: string,
  request: Request,
): Promise<Response> {
  const body = await request.text();
  const isToken = new URL(request.url).pathname.endsWith("/access_token");
  const name = isToken ? "access token" : operationOf(body);
  const answered = await world.stage.scheduler.pass({
    worker,
    text: `Shopify: ${name}`,
    pid: null,
    send: () => Promise.resolve(isToken ? renewToken(world) : answer(world, request, body)),
    abandon: () => Promise.resolve(),
  });
  return answered as Response;
}

/** The old token is dead once there is a new one. */
function renewToken(world: World): Response {
  if (world.accessLost) return Response.json({ error: "invalid_grant" }, { status: 400 });
  world.token = `token-${world.account.length}-${world.now}`;
  return Response.json({
    access_token: world.token,
    expires_in: 3600,
    refresh_token: `refresh-${world.token}`,
    refresh_token_expires_in: 7_776_000,
    scope: SCOPES.join(","),
  });
}

const FAULTS = [
  "overloaded",
  "throttled",
  "throttled by cost",
  "internal error",
  "answer lost",
  "never arrived",
  "token revoked",
] as const;

function answer(world: World, request: Request, body: string): Response {
  const strikes = mayStrike(world, "faults");
  const dice = world.dice("fault", world.now, world.account.length, operationOf(body));
  const fault = strikes && dice.often(0.12) ? dice.pick(FAULTS) : null;
  if (fault !== null) tell(world, `  Shopify, asked for ${operationOf(body)}: ${fault}`);
  const given = request.headers.get("x-shopify-access-token");
  if (fault === "token revoked") world.token = `revoked-${world.now}`;
  if (given !== world.token || world.accessLost) return new Response("{}", { status: 401 });
  switch (fault) {
    case "overloaded":
      return new Response("", { status: 503 });
    case "throttled":
      return new Response("", { status: 429, headers: { "retry-after": "2.0" } });
    case "throttled by cost":
      return errors("THROTTLED");
    case "internal error":
      return errors("INTERNAL_SERVER_ERROR");
    case "never arrived":
      throw new TypeError("fetch failed");
    case "answer lost":
      answerGraphql(world.shop, world.now, body);
      throw new TypeError("fetch failed");
    default:
      return Response.json(answerGraphql(world.shop, world.now, body));
  }
}

function errors(code: string): Response {
  return Response.json({ errors: [{ message: code, extensions: { code } }] });
}
