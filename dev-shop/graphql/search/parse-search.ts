/** Shopify's search syntax: `field:value`, comparisons, quotes, AND, OR, NOT, brackets. */

export type Comparison = ":" | ":>" | ":>=" | ":<" | ":<=";

export type Search =
  | { kind: "all" }
  | { kind: "text"; value: string }
  | { kind: "field"; field: string; comparison: Comparison; value: string }
  | { kind: "not"; of: Search }
  | { kind: "and" | "or"; parts: Search[] };

type Token = { kind: "(" | ")" | "AND" | "OR" | "NOT" } | { kind: "term"; search: Search };

const FIELD = "[\\w.$-]+:(?:>=|<=|>|<)?";
const QUOTED = `"(?:\\\\.|[^"\\\\])*"|'(?:\\\\.|[^'\\\\])*'`;
const TOKEN = new RegExp(`\\s*(\\(|\\)|-(?=\\S)|(?:${FIELD})?(?:${QUOTED}|[^\\s()"']+)|\\S)`, "y");

export function parseSearch(text: string): Search {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return { kind: "all" };
  return parseOr(tokens);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.length) {
    const raw = pattern.exec(text)?.[1];
    if (raw === undefined) break;
    if (raw === "(" || raw === ")") tokens.push({ kind: raw });
    else if (raw === "-") tokens.push({ kind: "NOT" });
    else if (raw === "AND" || raw === "OR" || raw === "NOT") tokens.push({ kind: raw });
    else tokens.push({ kind: "term", search: termOf(raw) });
  }
  return tokens;
}

function termOf(raw: string): Search {
  const match = /^([\w.$-]+)(:(?:>=|<=|>|<)?)([\s\S]*)$/.exec(raw);
  const [, field, comparison, value = ""] = match ?? [];
  if (field === undefined || !isComparison(comparison)) return { kind: "text", value: bare(raw) };
  return { kind: "field", field, comparison, value: bare(value) };
}

function isComparison(text: string | undefined): text is Comparison {
  return text !== undefined && [":", ":>", ":>=", ":<", ":<="].includes(text);
}

function bare(value: string): string {
  const quoted = /^(["'])([\s\S]*)\1$/.exec(value);
  return quoted ? (quoted[2] ?? "").replace(/\\(.)/g, "$1") : value;
}

function parseOr(tokens: Token[]): Search {
  const parts = [parseAnd(tokens)];
  while (tokens[0]?.kind === "OR") {
    tokens.shift();
    parts.push(parseAnd(tokens));
  }
  return joined("or", parts);
}

function parseAnd(tokens: Token[]): Search {
  const parts: Search[] = [];
  while (tokens[0] && tokens[0].kind !== "OR" && tokens[0].kind !== ")") {
    if (tokens[0].kind === "AND") tokens.shift();
    else parts.push(parseOne(tokens));
  }
  return joined("and", parts);
}

function parseOne(tokens: Token[]): Search {
  const token = tokens.shift();
  if (!token) return { kind: "all" };
  if (token.kind === "NOT") return { kind: "not", of: parseOne(tokens) };
  if (token.kind === "term") return token.search;
  if (token.kind !== "(") return { kind: "all" };
  const inner = parseOr(tokens);
  if (tokens[0]?.kind === ")") tokens.shift();
  return inner;
}

function joined(kind: "and" | "or", parts: Search[]): Search {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return parts.length === 0 ? { kind: "all" } : { kind, parts };
}
