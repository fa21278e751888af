/** What the sample shop sells: made up, a small shop for tea and for what tea is drunk from. */
import type { ShopDraft } from "#dev-shop/create-dev-shop.ts";
import type { DiscountPlan } from "#dev-shop/sample/action.ts";

export const sampleShop: ShopDraft = {
  myshopifyDomain: "leaf-and-clay.myshopify.com",
  name: "Leaf & Clay",
  email: "hello@leaf-and-clay.example",
  currency: "GBP",
  presentmentRates: { EUR: "1.17", JPY: "196.5" },
  timezone: "Europe/London",
};

export const sampleCollections = [
  { key: "tea", title: "Tea", description: "<p>Leaves from small gardens.</p>" },
  { key: "ceramics", title: "Ceramics", description: "<p>Thrown and glazed by hand.</p>" },
  { key: "gifts", title: "Gifts", description: "<p>For somebody else, or for you.</p>" },
];

type Item = {
  title: string;
  /** In pence. */
  price: number;
  vendor: string;
  collection: "tea" | "ceramics" | "gifts";
  tags: string[];
  isGiftCard?: boolean;
};

const hill = "Mist Hill Garden";
const kiln = "Two Kilns Pottery";
const own = "Leaf & Clay";

export const sampleItems: Item[] = [
  { title: "Jasmine Pearls", price: 1250, vendor: hill, collection: "tea", tags: ["green"] },
  { title: "Morning Assam", price: 690, vendor: hill, collection: "tea", tags: ["black"] },
  { title: "Smoked Pine", price: 840, vendor: hill, collection: "tea", tags: ["black"] },
  { title: "Iron Oolong", price: 1490, vendor: hill, collection: "tea", tags: ["oolong"] },
  { title: "White Peony", price: 1375, vendor: hill, collection: "tea", tags: ["white"] },
  { title: "Roasted Barley", price: 525, vendor: own, collection: "tea", tags: ["caffeine-free"] },
  {
    title: "Chamomile Meadow",
    price: 580,
    vendor: own,
    collection: "tea",
    tags: ["caffeine-free"],
  },
  { title: "Aged Pu'er Cake", price: 3200, vendor: hill, collection: "tea", tags: ["aged", "new"] },
  {
    title: "Ceremony Matcha",
    price: 2450,
    vendor: hill,
    collection: "tea",
    tags: ["green", "new"],
  },
  {
    title: "Ash Glaze Cup",
    price: 1800,
    vendor: kiln,
    collection: "ceramics",
    tags: ["stoneware"],
  },
  { title: "Celadon Bowl", price: 2600, vendor: kiln, collection: "ceramics", tags: ["celadon"] },
  {
    title: "Side-handle Pot",
    price: 6400,
    vendor: kiln,
    collection: "ceramics",
    tags: ["stoneware"],
  },
  { title: "Tea Tray, Walnut", price: 4800, vendor: own, collection: "ceramics", tags: ["wood"] },
  { title: "Moon Vase", price: 7250, vendor: kiln, collection: "ceramics", tags: ["porcelain"] },
  { title: "Everyday Mug", price: 1600, vendor: kiln, collection: "ceramics", tags: ["stoneware"] },
  { title: "Whisk and Scoop", price: 2199, vendor: own, collection: "gifts", tags: ["bamboo"] },
  { title: "Tasting Box", price: 2900, vendor: own, collection: "gifts", tags: ["set", "new"] },
  { title: "Pot and Two Cups", price: 8900, vendor: kiln, collection: "gifts", tags: ["set"] },
  { title: "Travel Flask", price: 2450, vendor: own, collection: "gifts", tags: ["steel"] },
  { title: "Gift Card", price: 2500, vendor: own, collection: "gifts", tags: [], isGiftCard: true },
];

const noTogether = { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false };
const all = { all: true } as const;

/** One of every kind; the days are counted from the end of the story. */
export const sampleDiscounts: { key: string; endsDaysBefore?: number; plan: DiscountPlan }[] = [
  {
    key: "WELCOME10",
    plan: {
      title: "Ten percent off the first order",
      codes: ["WELCOME10"],
      kind: { type: "percentage", percentage: "0.1", items: all },
      appliesOncePerCustomer: true,
    },
  },
  {
    key: "FIVER",
    plan: {
      title: "£5 off from £30",
      codes: ["FIVER"],
      kind: { type: "amount", amount: 500, onEachItem: false, items: all },
      minimum: { kind: "subtotal", subtotal: 3000 },
      combinesWith: { ...noTogether, shippingDiscounts: true },
    },
  },
  {
    key: "TEA15",
    endsDaysBefore: 14,
    plan: {
      title: "15 % off tea",
      codes: ["TEA15"],
      kind: { type: "percentage", percentage: "0.15", items: all },
      collectionKeys: ["collection:tea"],
    },
  },
  {
    key: "CLAY2",
    plan: {
      title: "£2 off each piece of pottery",
      codes: ["CLAY2"],
      kind: { type: "amount", amount: 200, onEachItem: true, items: all },
      collectionKeys: ["collection:ceramics"],
    },
  },
  {
    key: "SHIPFREE",
    plan: {
      title: "Free shipping from £40",
      codes: ["SHIPFREE"],
      kind: { type: "freeShipping", countryCodes: null, maximumShippingPrice: null },
      minimum: { kind: "subtotal", subtotal: 4000 },
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: false },
    },
  },
  {
    key: "TEATRIO",
    plan: {
      title: "Buy two teas, get one",
      codes: ["TEATRIO"],
      kind: {
        type: "bxgy",
        buys: { items: all, quantity: 2 },
        gets: { items: all, quantity: 1, percentage: "1" },
        usesPerOrderLimit: 1,
      },
      collectionKeys: ["collection:tea"],
    },
  },
  {
    key: "FRIENDS25",
    plan: {
      title: "A quarter off for friends of the house",
      codes: ["FRIENDS25"],
      kind: { type: "percentage", percentage: "0.25", items: all },
      customerKeys: ["customer:0", "customer:1", "customer:2"],
      usageLimit: 10,
    },
  },
];
