/** What every resolver is given beside its object and arguments. */
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { AppInstallation, Documents, Kind } from "#dev-shop/model.ts";
import type { Permissions } from "#dev-shop/graphql/access.ts";

export type Context = {
  devShop: DevShop;
  /** Of the app that asks. */
  installation: AppInstallation;
  permissions: Permissions;
  /** The shop's time when the request came. */
  now: Date;
  /** Finds by id; what is asked in one turn is read in one statement. */
  load: Load;
  /** In bulk operations pages may be longer than 250. */
  bulk: boolean;
};

export type Load = <K extends Kind>(kind: K, id: number | null) => Promise<Documents[K] | null>;

/** `source` is the object the field is asked of; each resolver knows its shape. */
export type Resolver = (source: never, args: never, context: Context) => unknown;

/** Resolvers of one or several types; a field without one is read off the object, or refused. */
export type Resolvers = Record<string, Record<string, Resolver>>;

type Waiting = { id: number; answer: (document: unknown) => void; fail: (error: unknown) => void };

export function createLoad({ store }: DevShop): Load {
  const waiting = new Map<Kind, Waiting[]>();

  const readAll = async (kind: Kind) => {
    const asked = waiting.get(kind) ?? [];
    waiting.delete(kind);
    try {
      const ids = [...new Set(asked.map(({ id }) => id))];
      const documents = await store.findMany(kind, ids);
      const byId = new Map(ids.map((id, index) => [id, documents[index] ?? null]));
      for (const { id, answer } of asked) answer(byId.get(id) ?? null);
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  };
  return <K extends Kind>(kind: K, id: number | null) => {
    if (id === null) return Promise.resolve(null);
    return new Promise<Documents[K] | null>((resolve, reject) => {
      const asked = waiting.get(kind) ?? [];
      // By then every field of this turn has asked.
      if (asked.length === 0) setImmediate(() => void readAll(kind));
      asked.push({
        id,
        answer: (document) => resolve(document as Documents[K] | null),
        fail: reject,
      });
      waiting.set(kind, asked);
    });
  };
}
