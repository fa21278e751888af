import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packBody, textOfBody } from "#app/db/packed-body.ts";

describe("a body in the inbox", () => {
  test("comes out as it went in, packed or not", () => {
    const body = fc.string({ unit: "binary", maxLength: 2_000, size: "max" });
    fc.assert(
      fc.property(body, fc.integer({ min: 1, max: 20 }), (piece, times) => {
        const text = piece.repeat(times).replaceAll("\0", "");
        expect(textOfBody(packBody(Buffer.from(text)))).toBe(text);
      }),
    );
  });

  test("is packed where that makes it shorter", () => {
    const order = Buffer.from(JSON.stringify({ lines: Array(100).fill({ title: "Tea" }) }));
    const packed = packBody(order);
    expect(packed.packed).toBe(true);
    expect(packed.body.length).toBeLessThan(order.length / 4);

    const short = Buffer.from('{"id":1}');
    expect(packBody(short)).toEqual({ body: short, packed: false });
    const noise = crypto.getRandomValues(new Uint8Array(2_000));
    expect(packBody(noise)).toEqual({ body: noise, packed: false });
  });

  test("is no text where it is not UTF-8, holds a zero, or was not packed here", () => {
    const long = (byte: number) => packBody(new Uint8Array(2_000).fill(byte));
    expect(textOfBody(long(65))).toBe("A".repeat(2_000));
    expect([long(0xff), long(0)].map(textOfBody)).toEqual([null, null]);
    const plain = { body: Buffer.from("{}"), packed: false };
    expect(textOfBody(plain)).toBe("{}");
    expect(textOfBody({ ...plain, packed: true })).toBeNull();
    expect(textOfBody({ body: Uint8Array.of(123, 0, 125), packed: false })).toBeNull();
  });
});
