/**
 * Everything that can happen in the shop. Each operation is one transaction that also queues its
 * webhooks.
 */
import type { Collection, Customer, Discount, Product, Shop } from "#dev-shop/model.ts";
import type { Order } from "#dev-shop/order-model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { CartInput, PricedCart } from "#dev-shop/commerce/cart.ts";
import type {
  CancelOrder,
  EditOrder,
  OrderChange,
  PlacedOrder,
  PlaceOrder,
  RefundOrder,
  RefundQuote,
} from "#dev-shop/commerce/order-inputs.ts";

/**
 * Times default to the shop's clock; `at` is for replays that put many moments in one transaction.
 */
export type Timed = { at?: Date };

export type Commerce = {
  /** What a cart costs now, and for each code whether it applies and if not, why. Reads only. */
  priceCart: (cart: CartInput) => Promise<PricedCart>;
  /** Refused, with nothing done, when a code does not apply or a variant is not there. */
  placeOrder: (order: PlaceOrder) => Promise<PlacedOrder>;
  /** The same for many, in one transaction: quick, for replays. Refused ones are left out. */
  placeOrders: (orders: PlaceOrder[]) => Promise<PlacedOrder[]>;
  markAsPaid: (order: { orderId: number } & Timed) => Promise<Order>;
  /** Sends everything; refused where there is nothing to send. */
  fulfillOrder: (order: { orderId: number } & Timed) => Promise<Order>;
  /** Several operations in one transaction: quick, for replays. */
  batch: <T>(work: (operations: Batch) => Promise<T>) => Promise<T>;
  /** What a refund of these lines and this shipping would give back. */
  quoteRefund: (refund: RefundOrder) => Promise<RefundQuote>;
  refund: (refund: RefundOrder) => Promise<OrderChange>;
  /** The money of a pending refund has arrived, or will not. */
  settleRefund: (
    settled: { orderId: number; refundId: number; succeeded: boolean } & Timed,
  ) => Promise<Order>;
  cancel: (cancel: CancelOrder) => Promise<OrderChange>;
  editOrder: (edit: EditOrder) => Promise<OrderChange>;
  setOrderCustomer: (set: { orderId: number; customerId: number | null } & Timed) => Promise<Order>;
  updateOrder: (
    update: { orderId: number; note?: string | null; tags?: string[] } & Timed,
  ) => Promise<Order>;
  deleteOrder: (order: { orderId: number } & Timed) => Promise<void>;

  createCustomer: (customer: Draft<Customer>) => Promise<Customer>;
  updateCustomer: (id: number, change: Partial<Customer> & Timed) => Promise<Customer>;
  deleteCustomer: (id: number) => Promise<void>;
  /** Starts a job; `runJobs`, which the server calls twice a second, completes it. */
  mergeCustomers: (
    merge: { keepId: number; mergeId: number } & Timed,
  ) => Promise<{ jobId: number; resultingId: number }>;
  runJobs: () => Promise<void>;
  requestCustomerData: (id: number) => Promise<void>;
  redactCustomer: (id: number) => Promise<void>;
  redactShop: () => Promise<void>;

  createProduct: (product: Draft<Product>) => Promise<Product>;
  updateProduct: (id: number, change: Partial<Product> & Timed) => Promise<Product>;
  deleteProduct: (id: number) => Promise<void>;
  createCollection: (collection: Draft<Collection>) => Promise<Collection>;

  /** Fails with a unique violation (`isKeyTaken` in the store) when a code is taken. */
  createDiscount: (discount: DiscountDraft) => Promise<Discount>;
  updateDiscount: (id: number, change: Partial<Discount> & Timed) => Promise<Discount>;
  /** Adds codes to a discount that has some. */
  addDiscountCodes: (id: number, codes: string[]) => Promise<Discount>;
  deleteDiscount: (id: number) => Promise<void>;

  updateShop: (change: Partial<Shop>) => Promise<Shop>;
  /** Records the installation, declares its subscriptions from the app's toml. */
  install: (installation: { scopes: string[] }) => Promise<void>;
  updateScopes: (scopes: string[]) => Promise<void>;
  /** Emits `app/uninstalled`; the installation's document is kept with `uninstalledAt`. */
  uninstall: () => Promise<void>;
  /** Queues `bulk_operations/finish`. */
  finishBulkOperation: (operation: BulkOperationEvent) => Promise<void>;
};

/** The operations a replay puts many of into one transaction. */
export type Batch = Pick<
  Commerce,
  | "placeOrders"
  | "markAsPaid"
  | "fulfillOrder"
  | "refund"
  | "cancel"
  | "editOrder"
  | "setOrderCustomer"
  | "mergeCustomers"
  | "createCustomer"
  | "createDiscount"
  | "createCollection"
> & {
  /** For what the caller writes beside them. */
  tx: StoreAccess;
  createCustomers: (customers: Draft<Customer>[]) => Promise<Customer[]>;
  createProducts: (products: Draft<Product>[]) => Promise<Product[]>;
};

export type BulkOperationEvent = {
  adminGraphqlApiId: string;
  status: string;
  errorCode: string | null;
  type: "query" | "mutation";
  completedAt: string;
};

/** A document to be: the shop adds id, times, and what is left out. */
export type Draft<T> = Partial<T> & Timed;

export type DiscountDraft = Pick<Discount, "kind" | "title"> &
  Partial<Omit<Discount, "kind" | "title" | "codes">> &
  Timed & { codes: string[] };
