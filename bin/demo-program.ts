import { ProgramDocument } from "#app/domain/program/document.ts";
import { starterProgram } from "#app/domain/program/starter.ts";

/** What the demo publishes: the starter, and what members and their friends do beside buying. */
export const demoProgram = ProgramDocument.parse({
  ...starterProgram,
  activities: [
    {
      id: "birthday",
      kind: "birthday",
      name: { en: "Birthday gift", "zh-CN": "生日礼" },
      gives: { kind: "points", points: 100 },
      waitDays: 30,
    },
  ],
  referral: { inviterPoints: 200, friendPoints: 100, minimumOrder: "20", waitDays: 14 },
});
