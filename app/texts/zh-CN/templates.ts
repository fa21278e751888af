import type { Texts } from "#app/texts/en.ts";

export const templates: Texts["templates"] = {
  add: { rules: "添加规则", activities: "添加任务" },
  double: "双倍积分",
  rules: {
    weekday: "某个星期几双倍积分",
    firstOrder: "首单奖励",
    everyFifth: "每五单奖励",
    productTag: "指定商品标签额外积分",
    perItem: "某类商品每件得积分",
    bigOrder: "大额订单奖励",
    birthdayMonth: "生日当月双倍积分",
    membersDay: "每月一日会员日",
    inStore: "到店双倍积分",
  },
  activities: {
    signup: "入会积分",
    birthday: "生日礼",
    anniversary: "入会周年礼",
    review: "评价得积分",
    newsletter: "订阅邮件得积分",
    profile: "完善资料得积分",
    social: "关注或分享得积分",
    survey: "填写问卷得积分",
    visit: "签到得积分",
    event: "参加活动得积分",
    upload: "照片或故事得积分",
    partner: "与合作方有关的行为",
    streak: "连续下单",
    challenge: "每月挑战",
  },
};
