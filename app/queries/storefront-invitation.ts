/** What a link into the shop names an inviter's code by. The theme's launcher looks for it. */
const PARAMETER = "invite";

/** Where a member's friends come in, within the shop: it may go by several domains. */
export function invitationLink(code: string): string {
  return `/?${PARAMETER}=${encodeURIComponent(code)}`;
}

/** The code a friend gives: as it is, or within the link they were sent. */
export function invitationCode(given: string): string {
  const [, query = ""] = given.split(/[?#]/);
  return new URLSearchParams(query).get(PARAMETER) ?? given.trim();
}
