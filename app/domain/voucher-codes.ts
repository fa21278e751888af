export type VoucherCodes =
  | { ok: true; codes: string[] }
  | { ok: false; reason: "empty" | "too-many" }
  /** The lines, counted from 1, that are no codes, and what the first of them says. */
  | { ok: false; reason: "malformed"; lines: number[]; text: string };

const MOST_AT_ONCE = 50_000;
const MOST_LINES_TOLD = 10;
const MOST_LETTERS_TOLD = 40;
const HEADING = /^((voucher|coupon|gift|discount)[ _-]?)?codes?$|^(vouchers?|coupons?)$/i;
const HEADING_ELSEWHERE = /^(gutscheine?|gutschein-?codes?|券码|兑换码|优惠码)$/i;
/** Letters, digits and signs on any keyboard, links included; no space, and no e-mail address. */
const CODE = /^(?!.*@)[!-~]{1,100}$/;

/**
 * The codes of a file, each once: one to a line, the first column of a CSV with or without a
 * heading. One line that is no code, such as a name or an address, refuses them all.
 */
export function readVoucherCodes(csv: string): VoucherCodes {
  const lines = csv
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map(firstColumn);
  const headed = HEADING.test(lines[0] ?? "") || HEADING_ELSEWHERE.test(lines[0] ?? "");
  const filled = lines
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text, line }) => text !== "" && !(headed && line === 1));
  const wrong = filled.filter(({ text }) => !CODE.test(text));
  if (wrong[0]) {
    const told = wrong.slice(0, MOST_LINES_TOLD).map(({ line }) => line);
    const text = Array.from(wrong[0].text).slice(0, MOST_LETTERS_TOLD).join("");
    return { ok: false, reason: "malformed", lines: told, text };
  }
  const codes = [...new Set(filled.map(({ text }) => text))];
  if (codes.length === 0) return { ok: false, reason: "empty" };
  return codes.length > MOST_AT_ONCE ? { ok: false, reason: "too-many" } : { ok: true, codes };
}

function firstColumn(line: string): string {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line)?.[1];
  if (quoted !== undefined) return quoted.replaceAll('""', '"').trim();
  return (line.split(/[,;\t]/)[0] ?? "").trim();
}
