import { readConfig } from "#app/config.server.ts";
import { createContext, setContext } from "#app/context.server.ts";
import { startMetrics } from "#app/http/metrics.ts";
import { createServer } from "#app/http/server.ts";
import { openAdminPages } from "#bin/admin-pages.ts";

// The web process. Stateless: run as many as needed.
const config = readConfig();
const context = createContext({ config });
setContext(context);
const server = createServer(context, { admin: await openAdminPages() });
const { port } = await server.listen(config.PORT, "0.0.0.0");
const metrics =
  config.METRICS_PORT === undefined ? null : await startMetrics(context, config.METRICS_PORT);
context.log.info({ port }, "Laurel answers");

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.close();
  await metrics?.close();
  await context.close();
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
