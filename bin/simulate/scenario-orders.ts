import { z } from "zod";
import { Amount, Name, Quantity, Text } from "#bin/simulate/scenario-basics.ts";

const Line = z.strictObject({
  product: Name,
  variant: Name.optional(),
  /** Of one piece; the product's own when left out. */
  price: Amount.optional(),
  quantity: Quantity.default(1),
});

/** Pieces of an order: by the product they are of. */
const Pieces = z.strictObject({ product: Name, variant: Name.optional(), quantity: Quantity });

const Buy = z
  .strictObject({
    /** A customer, or nobody: then a guest, by `email`. */
    by: Name.optional(),
    email: z.email().optional(),
    /** What the order is called from here on. */
    order: Name.optional(),
    lines: z.array(Line).min(1).optional(),
    /** Instead of lines: one thing that costs so much. */
    spend: Amount.optional(),
    /** The shop's codes, and names of redemptions whose code is used. */
    codes: z.array(z.string().min(1)).default([]),
    shipping: Amount.optional(),
    tip: Amount.optional(),
    channel: Text.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    /** In which the shopper pays. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    payment: Text.optional(),
    tags: z.array(Text).optional(),
    test: z.boolean().optional(),
    paid: z.enum(["now", "later"]).default("now"),
  })
  .refine(({ lines, spend }) => (lines === undefined) !== (spend === undefined), {
    message: "Write either lines or spend.",
  });
export type Buy = z.infer<typeof Buy>;

const Order = z.strictObject({ order: Name });

const Refund = z.strictObject({
  order: Name,
  lines: z.array(Pieces).optional(),
  shipping: z.union([z.literal("all"), Amount]).optional(),
  /** Money given back; without lines and shipping, money for nothing in particular. */
  amount: Amount.optional(),
  /** All that is left of it. */
  everything: z.literal(true).optional(),
  /** The money is still on its way. */
  pending: z.boolean().optional(),
});
export type Refund = z.infer<typeof Refund>;

const Edit = z.strictObject({
  order: Name,
  /** Pieces that are added, at today's price. */
  add: z.array(Pieces).default([]),
  /** How many pieces there shall be; 0 takes the line out. */
  set: z.array(z.strictObject({ product: Name, quantity: z.number().int().min(0) })).default([]),
});
export type Edit = z.infer<typeof Edit>;

const Webhook = z
  .strictObject({
    /** Such as orders/paid. */
    topic: z.string().regex(/^[a-z_]+\/[a-z_/]+$/, "Write a topic such as orders/paid."),
    /**
     * The body. Within it `{{customer:ada}}`, `{{order:first}}`, `{{product:tea}}` and
     * `{{shop}}` stand for the numbers of these, `{{now}}` for the moment.
     */
    payload: z.record(z.string(), z.unknown()).optional(),
    /** A file with the body, beside the scenario. */
    file: Text.optional(),
  })
  .refine(({ payload, file }) => (payload === undefined) !== (file === undefined), {
    message: "Write either payload or file.",
  });
export type Webhook = z.infer<typeof Webhook>;

/** What happens in the shop, and reaches the app by webhook. */
export const SHOP_ACTIONS = {
  buy: Buy.optional(),
  pay: Order.optional(),
  /** Everything is sent. */
  fulfill: Order.optional(),
  refund: Refund.optional(),
  settleRefund: z.strictObject({ order: Name, succeeded: z.boolean() }).optional(),
  edit: Edit.optional(),
  cancel: z.strictObject({ order: Name, refund: z.boolean().default(true) }).optional(),
  deleteOrder: Order.optional(),
  /** An order becomes a customer's, such as a guest's who made an account. */
  claim: z.strictObject({ order: Name, by: Name.nullable() }).optional(),
  /** A product's tags or collections change. */
  product: z
    .strictObject({
      name: Name,
      tags: z.array(Text).optional(),
      collections: z.array(Name).optional(),
    })
    .optional(),
  /** Signs in for the first time; with `joins: later` they make their account only now. */
  join: Name.optional(),
  customer: z.strictObject({ name: Name, tags: z.array(Text) }).optional(),
  merge: z.strictObject({ keep: Name, gone: Name }).optional(),
  deleteCustomer: Name.optional(),
  /** Privacy requests: a person's data asked for, or to be erased. */
  dataRequest: Name.optional(),
  forget: Name.optional(),
  uninstall: z.literal(true).optional(),
  redactShop: z.literal(true).optional(),
  webhook: Webhook.optional(),
};
