/** Wires the operations: each in a transaction of its own, or several in one batch. */
import type { StoreAccess } from "#dev-shop/store/access.ts";
import {
  cancelOrder,
  deleteOrder,
  editOrder,
  fulfillOrder,
  markAsPaid,
  quoteRefundOf,
  refundOrder,
  setOrderCustomer,
  settleRefund,
  updateOrder,
} from "#dev-shop/commerce/change-orders.ts";
import type { Batch, Commerce } from "#dev-shop/commerce/commerce.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import {
  createCustomer,
  createCustomers,
  deleteCustomer,
  updateCustomer,
} from "#dev-shop/commerce/customers.ts";
import {
  addDiscountCodes,
  createDiscount,
  deleteDiscount,
  updateDiscount,
} from "#dev-shop/commerce/discounts.ts";
import {
  finishBulkOperation,
  install,
  uninstall,
  updateScopes,
  updateShop,
} from "#dev-shop/commerce/installation.ts";
import { runMerges, startMerge } from "#dev-shop/commerce/merge-customers.ts";
import { placeOrders, priceCart } from "#dev-shop/commerce/place-order.ts";
import { redactCustomer, redactShop, requestCustomerData } from "#dev-shop/commerce/privacy.ts";
import {
  createCollection,
  createProducts,
  deleteProduct,
  updateProduct,
} from "#dev-shop/commerce/products.ts";

export function createCommerce(ctx: CommerceContext): Commerce {
  const inTx = <T>(work: (tx: StoreAccess) => Promise<T>) => ctx.store.transaction(work);
  return {
    ...orderOperations(ctx, inTx),
    ...peopleOperations(ctx, inTx),
    ...catalogOperations(ctx, inTx),
    batch: (work) => inTx((tx) => work(batchOperations(ctx, tx))),
    updateShop: async (change) => {
      const shop = await inTx((tx) => updateShop(ctx, tx, change));
      ctx.saveShop(shop);
      return shop;
    },
    install: (installation) => inTx((tx) => install(ctx, tx, installation)),
    updateScopes: (scopes) => inTx((tx) => updateScopes(ctx, tx, { scopes })),
    uninstall: () => inTx((tx) => uninstall(ctx, tx)),
    finishBulkOperation: (operation) => inTx((tx) => finishBulkOperation(ctx, tx, operation)),
  };
}

type InTx = <T>(work: (tx: StoreAccess) => Promise<T>) => Promise<T>;

function orderOperations(ctx: CommerceContext, inTx: InTx) {
  return {
    priceCart: (cart) => priceCart(ctx, cart),
    placeOrder: async (order) => {
      const [placed] = await inTx((tx) => placeOrders(ctx, tx, [order]));
      if (!placed) throw new Error("No order was placed");
      return placed;
    },
    placeOrders: (orders) => inTx((tx) => placeOrders(ctx, tx, orders)),
    markAsPaid: (order) => inTx((tx) => markAsPaid(ctx, tx, order)),
    fulfillOrder: (order) => inTx((tx) => fulfillOrder(ctx, tx, order)),
    quoteRefund: (refund) => quoteRefundOf(ctx, refund),
    refund: (refund) => inTx((tx) => refundOrder(ctx, tx, refund)),
    settleRefund: (settled) => inTx((tx) => settleRefund(ctx, tx, settled)),
    cancel: (cancel) => inTx((tx) => cancelOrder(ctx, tx, cancel)),
    editOrder: (edit) => inTx((tx) => editOrder(ctx, tx, edit)),
    setOrderCustomer: (set) => inTx((tx) => setOrderCustomer(ctx, tx, set)),
    updateOrder: (update) => inTx((tx) => updateOrder(ctx, tx, update)),
    deleteOrder: (order) => inTx((tx) => deleteOrder(ctx, tx, order)),
  } satisfies Partial<Commerce>;
}

function peopleOperations(ctx: CommerceContext, inTx: InTx) {
  return {
    createCustomer: (customer) => inTx((tx) => createCustomer(ctx, tx, customer)),
    updateCustomer: (id, change) => inTx((tx) => updateCustomer(ctx, tx, { ...change, id })),
    deleteCustomer: (id) => inTx((tx) => deleteCustomer(ctx, tx, { id })),
    mergeCustomers: (merge) => inTx((tx) => startMerge(ctx, tx, merge)),
    runJobs: () => runMerges(ctx),
    requestCustomerData: (id) => inTx((tx) => requestCustomerData(ctx, tx, { id })),
    redactCustomer: (id) => inTx((tx) => redactCustomer(ctx, tx, { id })),
    redactShop: () => inTx((tx) => redactShop(ctx, tx)),
  } satisfies Partial<Commerce>;
}

function catalogOperations(ctx: CommerceContext, inTx: InTx) {
  return {
    createProduct: async (draft) => {
      const [product] = await inTx((tx) => createProducts(ctx, tx, [draft]));
      if (!product) throw new Error("No product was made");
      return product;
    },
    updateProduct: (id, change) => inTx((tx) => updateProduct(ctx, tx, { ...change, id })),
    deleteProduct: (id) => inTx((tx) => deleteProduct(ctx, tx, { id })),
    createCollection: (draft) => inTx((tx) => createCollection(ctx, tx, draft)),
    createDiscount: (draft) => inTx((tx) => createDiscount(ctx, tx, draft)),
    updateDiscount: (id, change) => inTx((tx) => updateDiscount(ctx, tx, { ...change, id })),
    addDiscountCodes: (id, codes) => inTx((tx) => addDiscountCodes(ctx, tx, { id, codes })),
    deleteDiscount: (id) => inTx((tx) => deleteDiscount(ctx, tx, { id })),
  } satisfies Partial<Commerce>;
}

function batchOperations(ctx: CommerceContext, tx: StoreAccess): Batch {
  return {
    tx,
    placeOrders: (orders) => placeOrders(ctx, tx, orders),
    mergeCustomers: (merge) => startMerge(ctx, tx, merge),
    createDiscount: (draft) => createDiscount(ctx, tx, draft),
    createCollection: (draft) => createCollection(ctx, tx, draft),
    markAsPaid: (order) => markAsPaid(ctx, tx, order),
    fulfillOrder: (order) => fulfillOrder(ctx, tx, order),
    refund: (refund) => refundOrder(ctx, tx, refund),
    cancel: (cancel) => cancelOrder(ctx, tx, cancel),
    editOrder: (edit) => editOrder(ctx, tx, edit),
    setOrderCustomer: (set) => setOrderCustomer(ctx, tx, set),
    createCustomer: (customer) => createCustomer(ctx, tx, customer),
    createCustomers: (customers) => createCustomers(ctx, tx, customers),
    createProducts: (products) => createProducts(ctx, tx, products),
  };
}
