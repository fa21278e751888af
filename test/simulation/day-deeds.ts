import { setBirthday as tellBirthday } from "#app/usecases/set-birthday.ts";
import { hasLeft } from "#test/simulation/groups.ts";
import type { Happening } from "#test/simulation/history.ts";
import { insist, welcome } from "#test/simulation/insist.ts";
import { press } from "#test/simulation/press.ts";
import { ctxOf, tell, type World } from "#test/simulation/world.ts";

type Of<K extends Happening["kind"]> = Extract<Happening, { kind: K }>;
type Wish = Parameters<typeof tellBirthday>[1];

/** A member says when they were born, at times in two windows; and by the same request again. */
export async function setBirthday(world: World, event: Of<"set-birthday">): Promise<void> {
  const { id, who, month, day } = event;
  const memberId = await welcome(world, who);
  if (memberId === null) return;
  const wish: Wish = { memberId, month, day, requestId: `b${id}` };
  const done = await press(world, {
    label: wish.requestId,
    name: `customer ${who} was born on ${month}/${day}`,
    run: (worker) => tellBirthday(ctxOf(world, "customer", worker), wish),
  });
  // Who was merged meanwhile is looked up anew.
  if (!done.ok && done.reason === "member-gone") return setBirthday(world, event);
  if (!done.ok) {
    tell(world, `  refused: ${done.reason}`);
    if (done.reason === "closed" && hasLeft(world, who) !== "no") return;
    world.complaints.push(`${wish.requestId} was refused: ${done.reason}`);
    return;
  }
  if (hasLeft(world, who) === "yes") world.complaints.push(`${wish.requestId}: who had left`);
  world.birthdays.push({ who, at: world.now, month, day, requestId: wish.requestId });
  await askOtherwise(world, wish, who);
}

/** An earlier request once more, for whoever that customer is by now: it changes nothing. */
export async function birthdayAgain(world: World, { which }: Of<"birthday-again">): Promise<void> {
  const known = world.birthdays[which % Math.max(1, world.birthdays.length)];
  if (!known) return;
  const { who, month, day, requestId } = known;
  const memberId = await welcome(world, who);
  if (memberId === null) return;
  const answer = await ask(world, who, { memberId, month, day, requestId });
  if (answer !== "ok") world.complaints.push(`${requestId}, repeated: ${answer}`);
}

/** No such day, or another one by the same request: refused, and nothing is known of it. */
async function askOtherwise(world: World, wish: Wish, who: number): Promise<void> {
  const dice = world.dice("birthday", wish.requestId);
  if (dice.often(0.7)) return;
  const noDay = { ...wish, month: 2, day: 30, requestId: `${wish.requestId}-none` };
  const reused = { ...wish, month: (wish.month % 12) + 1, day: 9 };
  const answers = [await ask(world, who, noDay), await ask(world, who, reused)];
  const [none, other] = answers;
  if (none !== "no-such-day") world.complaints.push(`${wish.requestId}: 30 February is ${none}`);
  if (other !== "request-reused" && other !== "member-gone") {
    world.complaints.push(`${wish.requestId} was taken for another day: ${other}`);
  }
}

async function ask(world: World, who: number, wish: Wish): Promise<string> {
  const name = `customer ${who} was born on ${wish.month}/${wish.day} (${wish.requestId})`;
  const done = await insist(world, name, () => tellBirthday(ctxOf(world, "customer"), wish));
  return done.ok ? "ok" : done.reason;
}
