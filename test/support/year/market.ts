/** What a shop of a blueprint sells, who comes, and what its rewards cost it. */
export type Market = {
  id: string;
  timeZone: string;
  members: number;
  /** Lower is rarer; prices in minor units. */
  products: Product[];
  taxesIncluded: boolean;
  /** Of the net price, where tax is on top. */
  taxPercent: bigint;
  shippingMinor: bigint;
  /** What a regular buys: orders in a year, lines in an order. */
  ordersPerYear: number;
  lines: [number, number];
  /** How likely, in a thousand, an order follows one of the day before. */
  sticky: number;
  /** In a thousand orders. */
  refunded: number;
  /** Days that bargain hunters wait for. */
  isBargainDay: (day: string, weekday: number) => boolean;
  /** Days of the year, such as 06-18, on which good customers come for what they are promised. */
  occasions: string[];
  /** How often in a year a keen member does something; visits come in runs. */
  activities: Record<string, number>;
  /** Tags that so many of a thousand orders, or members, have. */
  orderTags: Record<string, number>;
  customerTags: Record<string, number>;
  /** So many of a thousand members come by another. */
  referred: number;
  /** What a reward costs the shop where it has no amount of its own, in minor units. */
  costs: Record<string, bigint>;
};

export type Product = {
  title: string;
  priceMinor: bigint;
  weight: number;
  tags?: string[];
  type?: string;
};
