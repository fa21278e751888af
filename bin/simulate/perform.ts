import { buy } from "#bin/simulate/buy.ts";
import { cancel, edit, getOrder, refund, settleRefund } from "#bin/simulate/change-orders.ts";
import {
  close,
  decide,
  doActivity,
  invite,
  join,
  refer,
  tellBirthday,
} from "#bin/simulate/deeds.ts";
import { deliver, draw, undoDelivery, uploadVouchers } from "#bin/simulate/handing-over.ts";
import { adjust, giveBack, issue, redeem, undo } from "#bin/simulate/member-actions.ts";
import { customerNumber } from "#bin/simulate/names.ts";
import { isJobName, runJob } from "#bin/simulate/pass-time.ts";
import { publish } from "#bin/simulate/publish.ts";
import { actionsOf, type Step } from "#bin/simulate/scenario.ts";
import {
  changeCustomer,
  changeProduct,
  claim,
  mergeCustomers,
  sendWebhook,
  uninstall,
} from "#bin/simulate/shop-actions.ts";
import { done, type Outcome, type World } from "#bin/simulate/world.ts";

/** Each step's action, by its key in the file. */
type Actions = {
  [Key in keyof Step]?: (
    world: World,
    wish: NonNullable<Step[Key]>,
    step: Step,
  ) => Promise<Outcome>;
};

const ACTIONS: Actions = {
  buy,
  refund,
  settleRefund,
  edit,
  cancel,
  claim,
  redeem,
  issue,
  handBack: (world, name) => giveBack(world, name, "member"),
  takeBack: (world, name) => giveBack(world, name, "staff"),
  adjust,
  undo,
  deliver,
  undoDelivery,
  vouchers: uploadVouchers,
  draw,
  activity: doActivity,
  approve: (world, name) => decide(world, name, true),
  reject: (world, name) => decide(world, name, false),
  birthday: tellBirthday,
  invite,
  refer,
  close,
  product: changeProduct,
  customer: changeCustomer,
  merge: mergeCustomers,
  uninstall,
  pay: async (world, { order }) => {
    await world.devShop.commerce.markAsPaid({ orderId: (await getOrder(world, order)).id });
    return done;
  },
  fulfill: async (world, { order }) => {
    await world.devShop.commerce.fulfillOrder({ orderId: (await getOrder(world, order)).id });
    return done;
  },
  join,
  deleteOrder: async (world, { order }) => {
    await world.devShop.commerce.deleteOrder({ orderId: (await getOrder(world, order)).id });
    return done;
  },
  deleteCustomer: (world, name) => withCustomer(world, name, "deleteCustomer"),
  dataRequest: (world, name) => withCustomer(world, name, "requestCustomerData"),
  forget: (world, name) => withCustomer(world, name, "redactCustomer"),
  redactShop: async (world) => {
    await world.devShop.commerce.redactShop();
    return done;
  },
  webhook: (world, wish, { webhooks = {} }) => sendWebhook(world, wish, webhooks),
  publish: (world, { from }) => publish(world, from),
  run: async (world, jobs) => {
    for (const job of jobs) {
      if (!isJobName(job)) return { refused: `there is no job ${job}` };
      await runJob(world, job);
    }
    return done;
  },
};

/** Does what a step says, if anything. */
export async function perform(world: World, step: Step): Promise<Outcome> {
  const [name] = actionsOf(step);
  if (name === undefined) return done;
  const key = name as keyof Step;
  const act = ACTIONS[key] as
    ((world: World, wish: unknown, step: Step) => Promise<Outcome>) | undefined;
  if (!act) throw new Error(`Nobody knows how to ${name}`);
  return act(world, step[key], step);
}

type Privately = "deleteCustomer" | "requestCustomerData" | "redactCustomer";

async function withCustomer(world: World, name: string, operation: Privately): Promise<Outcome> {
  await world.devShop.commerce[operation](customerNumber(world.scenario, name));
  return done;
}
