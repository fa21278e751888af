import { createServer, type Server } from "node:http";
import type { AppContext } from "#app/context.server.ts";

/** Answers Prometheus on a port of its own, which the public never reaches. */
export function startMetrics(
  { metrics, log }: Pick<AppContext, "metrics" | "log">,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") return response.writeHead(404).end();
    metrics.read().then(
      ({ type, text }) => response.writeHead(200, { "content-type": type }).end(text),
      (error: unknown) => {
        log.warn({ error }, "The metrics could not be read");
        response.writeHead(503).end();
      },
    );
    return undefined;
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve({ port: portOf(server), close: () => closed(server) }));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
