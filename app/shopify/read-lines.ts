import { ShopifyUnavailable } from "#app/shopify/errors.ts";

const NEWLINE = 10;
const AGAIN_MS = 5_000;

/** A line and where it stands in the file; `end` is where the next one starts. */
export type FileLine = { text: string; start: number; end: number };

/**
 * Lines of a file as they come, from the byte `from` on; the first byte that comes is at `start`.
 * Holds one piece of the file and one line.
 */
export async function* readLines(
  body: ReadableStream<Uint8Array>,
  { start, from }: { start: number; from: number },
): AsyncIterable<FileLine> {
  let place = start;
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  for await (const piece of whole(body)) {
    let begin = Math.min(piece.length, Math.max(0, from - place));
    for (;;) {
      const at = piece.indexOf(NEWLINE, begin);
      if (at < 0) break;
      const text = Buffer.concat([...rest, piece.subarray(begin, at)]).toString("utf8");
      const end = place + at + 1;
      const lineStart = place + begin - restBytes;
      [rest, restBytes, begin] = [[], 0, at + 1];
      if (text !== "") yield { text, start: lineStart, end };
    }
    rest.push(piece.subarray(begin));
    restBytes += piece.length - begin;
    place += piece.length;
  }
  const text = Buffer.concat(rest).toString("utf8");
  if (text !== "") yield { text, start: place - restBytes, end: place };
}

/** A connection that breaks in the middle is Shopify's trouble, not a fault of ours. */
async function* whole(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const piece = await reader.read().catch(() => {
        throw new ShopifyUnavailable("The export broke off", AGAIN_MS);
      });
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
