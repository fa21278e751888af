import type {
  ActivityKind,
  ActivityNothing,
  ActivityReceipt,
} from "#app/domain/activity-receipt.ts";
import type { Boost } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Activity, Referral } from "#app/domain/program/activity.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import type { Program } from "#app/domain/program/program.ts";

/** What a deed can give and on what terms: an activity of the program, or bringing a friend. */
export type Offer = Pick<
  Activity,
  "id" | "gives" | "when" | "holdDays" | "limits" | "caps" | "unlockedBy"
> & { of: ActivityKind; name: LocalText | null };

/** Something a member did (or that a day of the calendar brought), and what it came to. */
export type Deed = {
  source: string;
  offer: Offer;
  program: Program;
  /** The moment as of which it is judged. */
  at: Instant;
  /** Why it gives nothing, whatever comes. */
  refused: ActivityNothing | null;
  /** Why it gives nothing for now. */
  missing: ActivityNothing | null;
  /** What it took of limits, caps and budgets when it first counted; kept when it is undone. */
  claim: Claim | null;
  /** Whether it counts now. */
  stands: boolean;
};

export type Claim = {
  givenAt: Instant;
  points: bigint;
  receipt: ActivityReceipt;
  boost: Boost | null;
};

/** How often, and with how many points, an offer was used in one period. */
export type Use = { times: number; points: bigint };

/** An activity of the program as something that can give. */
export function offerOf(activity: Activity): Offer {
  return { ...activity, of: activity.kind };
}

const NO_TERMS = { when: null, holdDays: 0, caps: [], unlockedBy: null };

/** What bringing a friend gives the inviter. */
export function inviterOffer({ inviterPoints, limits }: Referral): Offer {
  const gives = { kind: "points" as const, points: inviterPoints };
  return { ...NO_TERMS, id: "", of: "referral", name: null, gives, limits };
}

/** What the friend gets. */
export function friendOffer({ friendPoints }: Referral): Offer {
  const gives = { kind: "points" as const, points: friendPoints };
  return { ...NO_TERMS, id: "", of: "referred", name: null, gives, limits: [] };
}

/** The receipt of a deed as it stands now. */
export function receiptOf(deed: Deed): ActivityReceipt {
  const { claim, offer, program, at } = deed;
  if (claim && deed.stands) return claim.receipt;
  const undone = { kind: "undone" as const, exact: { numerator: 0n, denominator: 1n } };
  if (claim) undone.exact.numerator = -claim.points;
  return {
    kind: "activity",
    of: offer.of,
    activityId: offer.id,
    name: offer.name,
    version: program.version,
    at,
    steps: claim && claim.points > 0n ? [...claim.receipt.steps, undone] : [],
    boost: null,
    points: 0n,
    nothing: deed.refused ?? deed.missing ?? { reason: "undone" },
  };
}
