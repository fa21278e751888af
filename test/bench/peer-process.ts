import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

// What intake is measured beside: a server that verifies nothing and only inserts the same row.
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });
const INSERT = {
  name: "insert",
  text: `INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, event_id,
           triggered_at, received_at, body, due_at)
         VALUES ($1, $2::timestamptz::date, $3, $4, $3, $2, now(), $5, now())
         ON CONFLICT DO NOTHING`,
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const header = (name: string) => request.headers[`x-shopify-${name}`];
    const labels = ["shop-domain", "triggered-at", "webhook-id", "topic"].map(header);
    pool
      .query({ ...INSERT, values: [...labels, Buffer.concat(chunks)] })
      .then(() => response.writeHead(200, { "content-length": 0 }).end())
      .catch(() => response.writeHead(503, { "content-length": 0 }).end());
  });
});
server.listen(0, "127.0.0.1", () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);
process.on("SIGTERM", () => server.close(() => void pool.end()));
// Who started it is gone, so nobody will stop it.
process.on("disconnect", () => process.exit());
process.channel?.unref();
