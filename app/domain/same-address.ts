/**
 * Whether two e-mail addresses are likely one person's: without regard to case, to what follows a
 * plus sign, and to dots where the provider ignores them.
 */
export function isSameAddress(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  return plainAddress(a) === plainAddress(b);
}

const WITHOUT_DOTS = new Set(["gmail.com", "googlemail.com"]);

function plainAddress(address: string): string {
  const [mailbox = "", domain = ""] = address.trim().toLowerCase().split("@");
  const name = mailbox.replace(/\+.*/s, "");
  if (!WITHOUT_DOTS.has(domain)) return `${name}@${domain}`;
  return `${name.replaceAll(".", "")}@gmail.com`;
}
