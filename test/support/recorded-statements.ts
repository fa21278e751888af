import pg from "pg";

type Asked = string | { text?: unknown };

/**
 * Writes down every statement that connections to one database send, from now on. Statements that
 * differ only in how many values stand in a list are one.
 */
export function recordStatements(database: string): { texts(): string[]; stop(): void } {
  const seen = new Map<string, string>();
  // The one place that every statement passes, whoever sends it.
  const client = pg.Client.prototype;
  const send = Reflect.get(client, "query") as (...args: unknown[]) => unknown;
  const record = function (this: pg.Client, ...args: unknown[]): unknown {
    const asked = args[0] as Asked;
    const text = typeof asked === "string" ? asked : asked.text;
    if (this.database === database && typeof text === "string") seen.set(shapeOf(text), text);
    return send.apply(this, args);
  };
  Reflect.set(client, "query", record);
  return {
    texts: () => [...seen.values()].sort(),
    stop: () => void Reflect.set(client, "query", send),
  };
}

function shapeOf(text: string): string {
  return text.replace(/\$\d+(,\s*\$\d+)*/g, "$").replace(/\s+/g, " ");
}
