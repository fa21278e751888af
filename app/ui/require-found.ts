/** What the page is about, or the answer 404. */
export function requireFound<T>(found: T | null): T {
  if (found === null) throw notFound();
  return found;
}

/** A part of the address that is a uuid, or the answer 404. */
export function requireUuid(params: Record<string, string | undefined>, name: string): string {
  const value = params[name] ?? "";
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) throw notFound();
  return value;
}

function notFound(): Response {
  return Response.json({ reason: "not-found" }, { status: 404 });
}
