import pg from "pg";

const { builtins, getTypeParser } = pg.types;
const TEXT_ARRAY: number = 1009;
const INT8_ARRAY = 1016;
const BYTEA_ARRAY = 1001;

const textsOf = getTypeParser(TEXT_ARRAY, "text") as (text: string) => (string | null)[];

const OWN: Record<number, (text: string) => unknown> = {
  [builtins.INT8]: BigInt,
  [INT8_ARRAY]: (text) => textsOf(text).map((each) => (each === null ? null : BigInt(each))),
  [builtins.BYTEA]: bytesOf,
  [BYTEA_ARRAY]: (text) => textsOf(text).map((each) => (each === null ? null : bytesOf(each))),
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
};

/** How columns are read: 64-bit numbers are bigints, bytes are plain bytes, days are UTC's. */
export const columnParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => OWN[oid] ?? getTypeParser(oid, "text"),
};

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.slice(2), "hex"));
}
