/** Shopify did not answer, or asked us to wait. What a write did is unknown. */
export class ShopifyUnavailable extends Error {
  readonly retryAfterMs: number;
  /** Whether what was asked for may still be on its way, and be done later than what comes next. */
  readonly mayArrive: boolean;
  constructor(message: string, retryAfterMs: number, { mayArrive = false } = {}) {
    super(message);
    this.name = "ShopifyUnavailable";
    this.retryAfterMs = retryAfterMs;
    this.mayArrive = mayArrive;
  }
}

/** The shop has uninstalled the app, or its token is dead: only a new installation helps. */
export class ShopifyAccessLost extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ShopifyAccessLost";
  }
}
