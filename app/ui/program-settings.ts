/** The text of every setting of the program document, by its path; `*` stands for one of many. */
export const SETTING_TEXTS = {
  name: "program.name",
  "earning.points": "program.publish.points",
  "earning.perAmount": "program.publish.perAmount",
  "earning.counts.tax": "program.publish.counts.tax",
  "earning.counts.shipping": "program.publish.counts.shipping",
  "earning.counts.tips": "program.publish.counts.tips",
  "earning.counts.giftCards": "program.publish.counts.giftCards",
  "earning.counts.testOrders": "program.publish.counts.testOrders",
  "earning.rounding": "program.earning.rounding",
  "earning.hold.days": "program.earning.holdDays",
  "earning.minimumOrder": "program.earning.minimum",
  "earning.capPerDay": "program.earning.cap",
  "earning.exclude.products": "program.publish.noProducts",
  "earning.exclude.collections": "program.publish.noCollections",
  "earning.exclude.tags": "program.publish.noTags",
  "expiry.kind": "program.expiry.title",
  "expiry.months": "program.publish.expiryMonths",
  tiers: "program.tiers.title",
  "tiers.measure": "program.tiers.measure",
  "tiers.window.kind": "program.tiers.window",
  "tiers.window.months": "program.publish.windowMonths",
  "tiers.grace.days": "program.tiers.grace",
  "tiers.levels.*.name.en": "program.tiers.levelName",
  "tiers.levels.*.name.zh-CN": "program.tiers.levelChinese",
  "tiers.levels.*.threshold": "program.publish.threshold",
  "tiers.levels.*.multiplier": "program.tiers.multiplier",
  "tiers.levels.*.entryGift": "program.tiers.gift",
  "refunds.belowZero": "program.refunds.belowZero",
  rewards: "rewards.title",
  "rewards.*.name.en": "rewards.edit.name",
  "rewards.*.name.zh-CN": "rewards.edit.nameChinese",
  "rewards.*.gives.kind": "rewards.edit.gives",
  "rewards.*.gives.amount": "rewards.edit.amount",
  "rewards.*.gives.percent": "rewards.edit.percent",
  "rewards.*.costPoints": "rewards.edit.cost",
  "rewards.*.minimumOrder": "rewards.edit.minimumOrder",
  "rewards.*.validDays": "rewards.edit.validDays",
  "rewards.*.combinesWith.orderDiscounts": "program.publish.combinesOrder",
  "rewards.*.combinesWith.productDiscounts": "program.publish.combinesProduct",
  "rewards.*.combinesWith.shippingDiscounts": "program.publish.combinesShipping",
  "rewards.*.returnsWhenUnused": "rewards.edit.returns",
  "rewards.*.retired": "rewards.edit.retired",
} as const satisfies Record<string, string>;

/** The texts of values that are names of a choice. */
export const VALUE_TEXTS = {
  down: "program.earning.down",
  nearest: "program.earning.nearest",
  up: "program.earning.up",
  never: "program.expiry.never",
  "months-after-earning": "program.expiry.months",
  spend: "program.tiers.spend",
  points: "program.tiers.points",
  orders: "program.tiers.orders",
  lifetime: "program.tiers.lifetime",
  "calendar-year": "program.tiers.calendarYear",
  "rolling-months": "program.tiers.rollingMonths",
  carry: "program.refunds.carry",
  forgive: "program.refunds.forgive",
  "amount-off": "rewards.edit.amountOff",
  "percentage-off": "rewards.edit.percentageOff",
  "free-shipping": "rewards.edit.freeShipping",
} as const satisfies Record<string, string>;

/** The text of a setting, whichever of many it belongs to; null for what people do not set. */
export function settingTextOf(path: string) {
  const pattern = patternOf(path);
  return isSetting(pattern) ? SETTING_TEXTS[pattern] : null;
}

/** Where a setting stands among all, for a list of them. */
export function settingPlace(path: string): number {
  return Object.keys(SETTING_TEXTS).indexOf(patternOf(path));
}

function patternOf(path: string): string {
  return path
    .replace(/^(tiers\.levels|rewards)\.[^.]+/, "$1.*")
    .replace(/^(earning\.exclude\.\w+)\.\d+$/, "$1");
}

function isSetting(pattern: string): pattern is keyof typeof SETTING_TEXTS {
  return Object.hasOwn(SETTING_TEXTS, pattern);
}
