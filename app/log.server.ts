import { pino, type Logger } from "pino";

export type Log = Logger;

/** The log of this process. Ids and counts only: no names, addresses, codes, tokens or bodies. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: ["*.accessToken", "*.refreshToken", "*.email", "*.body", "*.headers"],
    serializers: { error: pino.stdSerializers.err },
  });
}
