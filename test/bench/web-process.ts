import { createServer } from "#app/http/server.ts";
import { benchContext } from "#test/bench/bench-shop.ts";

// The web process of a measurement: bin/serve.ts without the admin's pages, which must be built.
// Its clock may be ahead, or behind.
const ahead = Number(process.env["CLOCK_AHEAD_MS"] ?? 0);
const clock = { now: () => new Date(Date.now() + ahead) };
const context = benchContext(process.env["DATABASE_URL"] ?? "", { clock });
const server = createServer(context, { admin: (_request, response) => response.end() });
const { port } = await server.listen(0);
process.send?.({ port });
process.on("SIGTERM", () => void server.close().then(() => context.close()));
// Who started it is gone, so nobody will stop it.
process.on("disconnect", () => process.exit());
process.channel?.unref();
