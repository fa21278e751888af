import { pino, type Logger, type LoggerOptions } from "pino";

export type Log = Logger;

/** The log of this process. Ids and counts only: no names, addresses, codes, tokens or bodies. */
export function openLog(level: string, to?: { write(line: string): void }): Log {
  const settings: LoggerOptions = {
    level,
    base: null,
    redact: ["*.accessToken", "*.refreshToken", "*.email", "*.body", "*.headers"],
    serializers: { error: plainError },
  };
  return to ? pino(settings, to) : pino(settings);
}

/** Of an error only who, what and where: what a database adds can hold what people typed. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { type: name, message, code, stack };
}
