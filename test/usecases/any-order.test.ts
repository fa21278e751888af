import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { starterProgram } from "#app/domain/program/starter.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { aLaurel, type Laurel } from "#test/support/laurel.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { publishStarter } from "#test/support/loyalty.ts";
import { aHistory, live, type Action } from "#test/support/random-history.ts";
import { aSecondShop, fingerprintOf, startTeller } from "#test/support/second-shop.ts";

const program: ProgramInput = {
  ...starterProgram,
  earning: { ...starterProgram.earning, caps: [{ per: "day", points: 250 }] },
};

const TELLINGS = 4;
const settings = {
  numRuns: Number(process.env["LAUREL_TEST_RUNS"] ?? 3),
  seed: Number(process.env["LAUREL_TEST_SEED"] ?? 1001),
};

test(
  "whatever the order, the batches and the repetitions, the same deliveries come to the same",
  { timeout: 120_000 * settings.numRuns },
  async () => {
    await fc.assert(fc.asyncProperty(aHistory, fc.nat(), tellAll), {
      ...settings,
      endOnFailure: true,
    });
  },
);

async function tellAll(history: Action[], seed: number): Promise<void> {
  const chance = chancesOf(seed);
  const laurel = await aLaurel({ allOrders: true });
  await laurel.settleDown();
  await publishStarter(laurel, program);
  await live(laurel, history);
  await comeToRest(laurel);
  const expected = await fingerprintOf(laurel.ctx);
  await checkAll(laurel);
  await laurel.stopWorker();
  const received = [...laurel.received];
  const worker = await startTeller(laurel);
  onTestFinished(() => worker.stop());

  for (let telling = 0; telling < TELLINGS; telling++) {
    const second = await aSecondShop(laurel);
    const again = received.filter(() => chance() < 0.3);
    const doubled = again.map((each) => ({ ...each, webhookId: randomUUID() }));
    const deliveries = shuffled([...received, ...doubled, ...again], chance);
    while (deliveries.length > 0) {
      const batch = Math.ceil((0.3 + chance()) * deliveries.length);
      await second.tell(deliveries.splice(0, batch));
      await worker.idle();
    }
    laurel.clock.advance(120_000);
    await worker.idle();
    expect(await fingerprintOf(second.ctx)).toEqual(expected);
    expect(await checkLedger(second.ctx)).toMatchObject({ differences: 0n, details: [] });
  }
}

/** What waits for an answer waits no longer than that. */
async function comeToRest(laurel: Laurel): Promise<void> {
  laurel.clock.advance(120_000);
  await laurel.settleDown();
}

async function checkAll(laurel: Laurel): Promise<void> {
  const proof = await proveAllOrders(laurel.context, laurel.ctx);
  expect(proof).toMatchObject({ state: "done", findings: [] });
  expect(await checkLedger(laurel.ctx)).toMatchObject({ differences: 0n, details: [] });
}

function shuffled<T>(items: T[], chance: () => number): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}

/** Numbers from 0 to 1 that look random and are the same for the same seed. */
function chancesOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
