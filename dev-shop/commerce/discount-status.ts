import type { Discount } from "#dev-shop/model.ts";

/** By its dates alone; usage does not change it. */
export function statusOf(
  { startsAt, endsAt }: Pick<Discount, "startsAt" | "endsAt">,
  at: Date,
): "ACTIVE" | "EXPIRED" | "SCHEDULED" {
  if (endsAt !== null && at >= new Date(endsAt)) return "EXPIRED";
  return at < new Date(startsAt) ? "SCHEDULED" : "ACTIVE";
}
