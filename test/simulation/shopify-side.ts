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

/** A request that is still under way when nobody waits for it any more. */
export type Straggler = { at: number; body: string };

/** What is under way arrives, each at its own moment. */
export function landStragglers(world: World): void {
  const due = world.underWay.filter(({ at }) => at <= world.now);
  if (due.length === 0) return;
  world.underWay = world.underWay.filter(({ at }) => at > world.now);
  due.sort((a, b) => a.at - b.at);
  for (const { at, body } of due) {
    tell(world, `  ${operationOf(body)} arrives late`);
    answerGraphql(world.shop, at, body);
  }
}

const FAULTS = [
  "overloaded",
  "throttled",
  "throttled by cost",
  "internal error",
  "answer lost",
  "never arrived",
  "arrives late",
  "token revoked",
] as const;
type Fault = (typeof FAULTS)[number];

/** Of these, what leaves us in the dark about what was done. */
const DARK = ["answer lost", "answer lost", "arrives late"] as const;
const SPELL_MS = 600_000;
/** Nothing is on its way for longer. */
const LATEST_MS = 30_000;

/** Faults come alone, and in spells in which most requests meet the same one. */
function faultOf(world: World, name: string): Fault | null {
  if (!mayStrike(world, "faults")) return null;
  const spell = world.dice("spell", Math.floor(world.now / SPELL_MS));
  const dice = world.dice("fault", world.now, world.account.length, name);
  if (spell.often(0.35) && /^(Create|Add)/.test(name)) {
    const usual = spell.pick(DARK);
    if (dice.often(0.7)) return usual;
  }
  return dice.often(0.12) ? dice.pick(FAULTS) : null;
}

function answer(world: World, request: Request, body: string): Response {
  landStragglers(world);
  const fault = faultOf(world, operationOf(body));
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
    case "arrives late": {
      const dice = world.dice("late", world.now, world.account.length);
      world.underWay.push({ at: world.now + dice.between(1, LATEST_MS), body });
      throw new TypeError("fetch failed");
    }
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
