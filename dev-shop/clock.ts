/** The time of the shop, which tests and replays of old orders can set; the app may share it. */
export type Clock = {
  now: () => Date;
  /** Stands still at this time until advanced, set again, or live. */
  set: (date: Date) => void;
  /** Moves a standing clock on; a live one runs ahead from then on. */
  advance: (milliseconds: number) => void;
  /** Follows the system's clock again. */
  live: () => void;
};

/** A clock that follows the system's, or stands still at the given time. */
export function createClock(startAt?: Date): Clock {
  let standing: number | null = startAt ? startAt.getTime() : null;
  let ahead = 0;
  return {
    now: () => new Date(standing ?? Date.now() + ahead),
    set: (date) => {
      standing = date.getTime();
    },
    advance: (milliseconds) => {
      if (standing === null) ahead += milliseconds;
      else standing += milliseconds;
    },
    live: () => {
      standing = null;
      ahead = 0;
    },
  };
}

/** As Shopify writes times: UTC, whole seconds. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
