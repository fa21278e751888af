/** Shopify did not answer, or asked us to wait. What a write did is unknown. */
export class ShopifyUnavailable extends Error {
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.name = "ShopifyUnavailable";
    this.retryAfterMs = retryAfterMs;
  }
}

/** The shop has uninstalled the app, or its token is dead: only a new installation helps. */
export class ShopifyAccessLost extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ShopifyAccessLost";
  }
}
