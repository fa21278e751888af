import { createHash, type Hash } from "node:crypto";
import type { Head, LedgerFault, Root } from "#app/domain/audit/records.ts";
import { sameBytes } from "#app/domain/audit/walk-chain.ts";

/**
 * The root of a shop's day: SHA-256 over a text that names shop and day, how many members' chains
 * grew, the root before, and the hash over their heads. docs/ledger.md has the bytes.
 */
export function rootHash(
  shopId: bigint,
  { day, untilAt, members, previous }: Omit<Root, "root">,
  headsHash: Uint8Array,
): Uint8Array {
  const text = JSON.stringify([
    "laurel.root.1",
    shopId.toString(),
    day,
    untilAt.toString(),
    members.toString(),
    hex(previous),
    hex(headsHash),
  ]);
  return createHash("sha256").update(text).digest();
}

type Heads = { add(head: Head): void; end(): { hash: Uint8Array; members: bigint } };

/**
 * Hashes the heads of one day as they come, in the order of the members' ids: each bucket of
 * members whose ids share the first byte on its own, then the buckets' hashes. Holds one hash.
 */
export function headsHasher(): Heads {
  const buckets = createHash("sha256");
  let bucket: { prefix: string; hash: Hash } | null = null;
  let members = 0n;
  const close = () => {
    if (bucket) buckets.update(bucket.hash.digest());
  };
  return {
    add: ({ memberId, seq, hash }) => {
      const prefix = memberId.slice(0, 2);
      if (bucket?.prefix !== prefix) {
        close();
        bucket = { prefix, hash: createHash("sha256") };
      }
      members += 1n;
      const count = Buffer.alloc(8);
      count.writeBigInt64BE(seq);
      bucket.hash.update(Buffer.from(memberId.replaceAll("-", ""), "hex")).update(count);
      bucket.hash.update(hash);
    },
    end: () => {
      close();
      return { hash: buckets.digest(), members };
    },
  };
}

/** Computes every root again while the heads of all members pass by, in the order of their ids. */
export function auditRoots(shopId: bigint, roots: Root[]) {
  const days = roots.map((root) => ({ root, heads: headsHasher() }));
  const hashers = new Map(days.map(({ root, heads }) => [root.untilAt, heads]));
  return {
    add: (heads: Head[]) => {
      for (const head of heads) hashers.get(head.untilAt)?.add(head);
    },
    end: (): LedgerFault[] =>
      days.flatMap(({ root, heads }, index) => {
        const before = roots[index - 1]?.root ?? new Uint8Array();
        return faultsOfRoot(shopId, { root, before, heads: heads.end() });
      }),
  };
}

type Recomputed = { root: Root; before: Uint8Array; heads: ReturnType<Heads["end"]> };

function faultsOfRoot(shopId: bigint, { root, before, heads }: Recomputed): LedgerFault[] {
  const { day } = root;
  const fault = (says: string): LedgerFault[] => [
    { kind: "root", memberId: "", seq: null, says, day },
  ];
  if (!sameBytes(root.previous, before)) {
    return fault(
      `The root of ${root.day} does not follow from the one before it: one of them was changed, removed or inserted.`,
    );
  }
  if (root.members !== heads.members) {
    return fault(
      `The root of ${root.day} was made over the heads of ${root.members} members, and ${heads.members} are there: ${root.members > heads.members ? "some were removed" : "some were inserted"}.`,
    );
  }
  if (sameBytes(root.root, rootHash(shopId, root, heads.hash))) return [];
  return fault(
    `The root of ${root.day} is not the hash of its heads: it or one of them was changed.`,
  );
}

/** Compares roots with those kept elsewhere; tells the first that differs. */
export function compareRoots(roots: Root[], kept: Root[]): LedgerFault[] {
  const here = new Map(roots.map((root) => [root.untilAt, root]));
  const other = kept.find(({ untilAt, root }) => {
    const own = here.get(untilAt);
    return !own || !sameBytes(own.root, root);
  });
  if (!other) return [];
  const { day, untilAt } = other;
  const what = here.has(untilAt) ? "is not the one that was kept" : "is missing";
  return [
    {
      kind: "root",
      memberId: "",
      seq: null,
      says: `The root of ${day} ${what}: history up to the end of that day was written again. Comparing an export with the one that was kept shows the rows.`,
      day,
    },
  ];
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
