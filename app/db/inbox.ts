import { DatabaseError, type Pool } from "pg";
import { packBody, type PackedBody } from "#app/db/packed-body.ts";
import type { Waker } from "#app/db/waker.ts";

/** A webhook as received: raw bytes, and the headers that matter. */
export type Delivery = {
  shopDomain: string;
  webhookId: string;
  eventId: string;
  topic: string;
  triggeredAt: Date;
  receivedAt: Date;
  body: Uint8Array;
};

export type Inbox = {
  /** Keeps a delivery until a drain takes it, and wakes one. A repeated one changes nothing. */
  keep(delivery: Delivery): Promise<void>;
};

type Place = { intakePool: Pool; waker: Waker };
type Packed = Omit<Delivery, "body"> & PackedBody;
type Waiting = { delivery: Packed; resolve(): void; reject(error: unknown): void };

/** While one group commits, the next is sent; more at once would only make them smaller. */
export const INTAKE_LANES = 2;
const GROUP_ROWS = 200;
const GROUP_BYTES = 4 * 1024 * 1024;
/** More than this waits only if the database stands still. Shopify sends again what is refused. */
const WAITING_BYTES = 64 * 1024 * 1024;

/**
 * The door to the inbox. Deliveries that come while others are being committed go together in one
 * statement: nobody waits for company, and under load the cost of a commit is shared by many. Each
 * promise is kept only once its delivery is committed.
 */
export function openInbox(place: Place): Inbox {
  const waiting: Waiting[] = [];
  let [busy, bytes] = [0, 0];

  const work = async (): Promise<void> => {
    for (let group = takeGroup(waiting); group.length > 0; group = takeGroup(waiting)) {
      bytes -= bytesOf(group);
      await keepGroup(place, group);
    }
    // In the same step as the last look: what comes now has to find that nobody is at work.
    busy -= 1;
  };
  return {
    keep: (delivery) =>
      new Promise((resolve, reject) => {
        if (bytes > WAITING_BYTES) return reject(new Error("Too much waits for the database."));
        const packed = { ...delivery, ...packBody(delivery.body) };
        bytes += packed.body.length;
        waiting.push({ delivery: packed, resolve, reject });
        if (busy === INTAKE_LANES) return;
        busy += 1;
        // What arrives in the same turn of the event loop belongs together.
        setImmediate(() => void work());
      }),
  };
}

function takeGroup(waiting: Waiting[]): Waiting[] {
  let bytes = 0;
  const fits = waiting.findIndex(({ delivery }) => (bytes += delivery.body.length) > GROUP_BYTES);
  const count = fits === -1 ? GROUP_ROWS : Math.max(1, Math.min(fits, GROUP_ROWS));
  return waiting.splice(0, count);
}

function bytesOf(group: Waiting[]): number {
  return group.reduce((sum, { delivery }) => sum + delivery.body.length, 0);
}

/** Answers each of the group; one that the database cannot hold does not take the others along. */
async function keepGroup(place: Place, group: Waiting[]): Promise<void> {
  try {
    const deliveries = group.map(({ delivery }) => delivery);
    if ((await insertDeliveries(place.intakePool, deliveries)) > 0) place.waker.wake(["delivery"]);
    for (const { resolve } of group) resolve();
  } catch (error) {
    if (group.length === 1 || !isAboutTheRow(error)) {
      for (const { reject } of group) reject(error);
    } else {
      for (const one of group) await keepGroup(place, [one]);
    }
  }
}

/** Data exceptions and broken constraints: another row would not have met them. */
function isAboutTheRow(error: unknown): boolean {
  return error instanceof DatabaseError && /^2[23]/.test(error.code ?? "");
}

/**
 * One statement for all; returns how many were new. The bodies travel as one, as bytes; as an array
 * they would double. In one order for all: groups that hold the same could deadlock.
 */
async function insertDeliveries(pool: Pool, group: Packed[]): Promise<number> {
  const deliveries = group.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  let next = 1;
  const labels = deliveries.map(({ body, ...label }) => {
    const place = { starts_at: next, bytes: body.length };
    next += body.length;
    return { ...label, ...place };
  });
  const bodies = Buffer.concat(deliveries.map(({ body }) => body));
  const { rowCount } = await pool.query({
    name: "keep-deliveries",
    text: INSERT,
    values: [bodies, JSON.stringify(labels)],
  });
  return rowCount ?? 0;
}

function keyOf({ shopDomain, webhookId, triggeredAt }: Packed): string {
  return `${shopDomain} ${webhookId} ${triggeredAt.toISOString()}`;
}

const INSERT = `
  INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, event_id, triggered_at,
    received_at, body, packed, due_at)
  SELECT "shopDomain", ("triggeredAt" AT TIME ZONE 'UTC')::date, "webhookId", topic, "eventId",
    "triggeredAt", "receivedAt", substr($1::bytea, starts_at, bytes), packed,
    "receivedAt"
  FROM json_to_recordset($2::json) AS come ("shopDomain" text, "webhookId" text, topic text,
    "eventId" text, "triggeredAt" timestamptz, "receivedAt" timestamptz, starts_at int, bytes int,
    packed boolean)
  ON CONFLICT DO NOTHING`;
