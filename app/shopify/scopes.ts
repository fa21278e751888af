/**
 * What merchants grant at installation. A test compares the list with what our GraphQL documents
 * and webhook topics need and with shopify.app.toml.
 */
export const SCOPES: readonly string[] = [
  "read_customer_merge",
  "read_customers",
  "read_discounts",
  "read_orders",
  "read_products",
  "write_app_proxy",
  "write_customers",
  "write_discounts",
];

/** Asked for when it is needed, not at installation. */
export const OPTIONAL_SCOPES: readonly string[] = [
  "read_all_orders",
  "read_gift_cards",
  "read_store_credit_account_transactions",
  "read_store_credit_accounts",
  "write_gift_cards",
  "write_store_credit_account_transactions",
];
