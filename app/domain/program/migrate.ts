/**
 * Brings a stored document of any earlier schema to today's shape, without changing what it
 * means. A document of today's schema comes back as it is; validation is the caller's.
 */
export function migrateDocument(document: unknown): unknown {
  return isRecord(document) && document.schema === 1 ? fromFirst(document) : document;
}

type Fields = Record<string, unknown>;

/** Schema 1 knew one cap, a hold counted from payment, and grace in days. */
function fromFirst(document: Fields): Fields {
  const { earning, tiers } = document;
  return {
    ...document,
    schema: 2,
    earning: isRecord(earning) ? earningFromFirst(earning) : earning,
    tiers: isRecord(tiers) ? tiersFromFirst(tiers) : tiers,
  };
}

function earningFromFirst({ holdDays, capPerDay, ...earning }: Fields): Fields {
  return {
    ...earning,
    hold: { days: holdDays, after: "payment", atMostDays: null },
    caps: capPerDay === null ? [] : [{ per: "day", points: capPerDay }],
  };
}

function tiersFromFirst({ graceDays, ...tiers }: Fields): Fields {
  return { ...tiers, grace: { kind: "days", days: graceDays } };
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
