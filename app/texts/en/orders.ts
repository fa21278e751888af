/** What the admin says of orders: whether all are accounted for, and how that was proved. */
export const orders = {
  title: "Orders accounted for",
  prove: "Prove now",
  proof: {
    title: "All orders",
    said: "{{accounted}} of {{seen}} orders accounted for, last proved {{when}}.",
    unlisted_one: "{{count}} order that Laurel keeps is not in the store's list.",
    unlisted_other: "{{count}} orders that Laurel keeps are not in the store's list.",
    never: "Not proved yet. Every night all orders are compared with the store's own.",
    how: "Every hour Laurel looks at what changed, every night at every order the store shows it. What was missed is put right at once.",
    see: "See how this was proved",
  },
  running: {
    full: "Comparing all orders now.",
    import: "Bringing in your orders now.",
    again: "Shopify did not finish the list before; it is asked again.",
    state: {
      exporting: "Shopify is writing the list: {{expected}} orders so far.",
      reading: "{{seen}} of {{expected}} orders read.",
      repairing: "All read; a few are read again one by one.",
    },
  },
  older: {
    title: "Orders older than 60 days",
    text: "Without your leave Shopify shows Laurel only the last 60 days. With older orders Laurel knows who has bought before. They count for points and tiers only if your first program counts from a day before them.",
    ask: "Bring in older orders",
    granted: "Thank you. The import starts by itself in a moment.",
    declined: "Not granted. You can ask for it again at any time.",
  },
  empty: {
    title: "Nothing compared yet",
    text: "The first comparison runs soon after Laurel is installed, the next ones every night.",
  },
  runs: {
    label: "Comparisons",
    when: "Finished",
    kind: "What",
    seen: "Orders in the store",
    missed: "Missed or different",
    repaired: "Put right",
    outcome: "Outcome",
    older: "Show older ones",
  },
  kind: {
    import: "Import of orders",
    full: "Comparison of all orders",
    hourly: "Hourly look",
  },
  outcome: {
    good: "Verified",
    open: "Look at this",
    failed: "Not finished",
    altered: "Record altered",
  },
  run: {
    found: "What was found",
    nothing: "Every order was as Laurel knew it.",
    first: "The first {{shown}} of {{total}}.",
    covers: "Orders since",
    all: "The store's first order",
    imported: "New, from before Laurel was told of orders",
    unlisted: "Kept by Laurel, not listed by the store",
    deleted: "Of these, deleted in the store and taken out",
    signature: "Signature of the record",
    altered: "This record is not what was signed. Contact support and name its time.",
    failed: "This comparison could not be finished. What it had put right stays right.",
  },
  note: {
    denied:
      "Shopify did not let Laurel read orders. Open Laurel from your admin and grant what it asks for, then prove again.",
    timeout:
      "Shopify took too long to write the list. It is tried again tonight; you can also prove now.",
    canceled:
      "The list was canceled in Shopify, four times. It is tried again tonight; you can also prove now.",
    gone: "Shopify no longer had the list when Laurel came to read it. It is tried again tonight; you can also prove now.",
    incomplete:
      "The list was shorter than Shopify said. It is tried again tonight; you can also prove now.",
    error: "Shopify could not write the list. It is tried again tonight; you can also prove now.",
  },
  finding: {
    silent: "Shopify's message about it never came.",
    failed: "Shopify's message about it came, but could not be kept.",
    waiting: "Shopify's message about it had come and was waiting.",
    differed: "Shopify's messages had said something else.",
    imported: "It is from before Laurel was told of orders.",
    unlisted: "The store does not list it.",
  },
  found: { repaired: "Put right", deleted: "Deleted, taken out", open: "Not yet" },
};
