import { connect } from "node:net";

/** One request, ready for the wire, and the moment at which it should leave. */
export type Prepared = { parts: Buffer[]; dueAt: number };

export type Answered = {
  /** Milliseconds from the moment each was due to its answer. */
  millis: number[];
  /** Answers other than 200, and connections that broke: sent again, as Shopify would. */
  refused: number;
};

/**
 * Sends what `next` gives, over so many connections, until it gives null. Made to be cheap, as it
 * shares the machine with what it measures: nothing of HTTP is parsed but the status of an answer
 * without a body, and each connection waits for its answer.
 */
export async function sendAll(
  next: () => Prepared | Promise<Prepared> | null,
  { ports, connections }: { ports: number[]; connections: number },
): Promise<Answered> {
  const answered: Answered = { millis: [], refused: 0 };
  const work = async (_: unknown, number: number): Promise<void> => {
    let at = number;
    const openNext = () => openLine(ports[at++ % ports.length] ?? 0);
    let line = await openNext();
    for (let wish = next(); wish !== null; wish = next()) {
      const { parts, dueAt } = await wish;
      while (!(await line.send(parts))) {
        answered.refused += 1;
        line.close();
        line = await openNext();
      }
      answered.millis.push(performance.now() - dueAt);
    }
    line.close();
  };
  await Promise.all(Array.from({ length: connections }, work));
  return answered;
}

type Line = { send(parts: Buffer[]): Promise<boolean>; close(): void };

/** A line that cannot be opened is one on which every request fails. */
async function openLine(port: number): Promise<Line> {
  let answer: ((ok: boolean) => void) | null = null;
  let broken = false;
  const settle = (ok: boolean) => {
    answer?.(ok);
    answer = null;
  };
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.on("data", (chunk: Buffer) => settle(chunk.toString("latin1", 9, 12) === "200"));
  await new Promise<void>((resolve) => {
    socket.once("connect", resolve);
    socket.once("error", () => undefined);
    socket.once("close", () => {
      broken = true;
      settle(false);
      // Whoever tries again at once would keep the machine busy with nothing else.
      setTimeout(resolve, 20);
    });
  });
  return {
    send: (parts) =>
      new Promise((resolve) => {
        if (broken) return resolve(false);
        answer = resolve;
        socket.cork();
        for (const part of parts) socket.write(part);
        socket.uncork();
      }),
    close: () => socket.destroy(),
  };
}
