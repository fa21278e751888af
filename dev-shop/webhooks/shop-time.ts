/** Times as webhooks write them: whole seconds, at the shop's offset from UTC. */
const offsets = new Map<string, string>();

/** `2026-11-22T00:42:26Z` in New York → `2026-11-21T19:42:26-05:00`. */
export function shopTime(stamp: string, timezone: string): string;
export function shopTime(stamp: string | null, timezone: string): string | null;
export function shopTime(stamp: string | null, timezone: string): string | null {
  if (stamp === null) return null;
  const offset = offsetAt(stamp, timezone);
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  const shift = (offset.startsWith("-") ? -minutes : minutes) * 60_000;
  return new Date(new Date(stamp).getTime() + shift).toISOString().slice(0, 19) + offset;
}

/** Offsets change on the hour at most, and asking for one is slow: kept by hour. */
function offsetAt(stamp: string, timezone: string): string {
  const key = `${timezone} ${stamp.slice(0, 13)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    timeZoneName: "longOffset",
  });
  const name = format.formatToParts(new Date(stamp)).find(({ type }) => type === "timeZoneName");
  const offset = name?.value.replace("GMT", "") || "+00:00";
  if (offsets.size > 20_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}
