export const preview = {
  title: "Preview",
  help: "What an order earns by the draft, beside what is in force.",
  order: "Order",
  sample: "A sample",
  tier: "The buyer’s tier",
  show: "Show",
  inForce: "In force",
  draft: "Draft",
  nothing: "Nothing is in force yet.",
  sampleProduct: "A product",
};
