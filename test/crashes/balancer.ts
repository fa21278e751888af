import net from "node:net";

/** What stands in front of several web processes: one address, and whoever is up answers. */
export type Balancer = { port: number; stop(): Promise<void> };

/** Passes each connection on to one of the ports in turn, or to the next if nobody is there. */
export async function startBalancer(ports: number[]): Promise<Balancer> {
  const open = new Set<net.Socket>();
  let turn = 0;
  const server = net.createServer((client) => {
    open.add(client);
    client.on("close", () => open.delete(client)).on("error", () => client.destroy());
    turn += 1;
    pass(client, [...ports.slice(turn % ports.length), ...ports.slice(0, turn % ports.length)]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of open) client.destroy();
      }),
  };
}

function pass(client: net.Socket, [port, ...others]: number[]): void {
  if (port === undefined) {
    client.destroy();
    return;
  }
  const backend = net.connect(port, "127.0.0.1");
  const tryNext = () => pass(client, others);
  backend.once("error", tryNext);
  backend.once("connect", () => {
    backend.off("error", tryNext);
    // From here on a process that dies is a connection that breaks.
    backend.on("error", () => client.destroy());
    client.pipe(backend).pipe(client);
    client.once("close", () => backend.destroy());
    backend.once("close", () => client.destroy());
  });
}
