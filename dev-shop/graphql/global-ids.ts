/** Global ids in arguments. */
import { invalidId } from "#dev-shop/graphql/answer.ts";

/** The number in a global id of the given type; another type is refused as Shopify does. */
export function idArgument(globalId: string, ...types: string[]): number {
  const [, type = "", digits] = /^gid:\/\/shopify\/(\w+)\/(\d+)(?:\?.*)?$/.exec(globalId) ?? [];
  if (digits === undefined || !types.includes(type)) throw invalidId(globalId);
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : 0;
}

/** Type and number of any global id, or null when it is none of ours. */
export function splitGlobalId(globalId: string): { type: string; id: number } | null {
  const [, type, digits] = /^gid:\/\/shopify\/(\w+)\/(\d+)(?:\?.*)?$/.exec(globalId) ?? [];
  const id = Number(digits);
  return type === undefined || !Number.isSafeInteger(id) ? null : { type, id };
}
