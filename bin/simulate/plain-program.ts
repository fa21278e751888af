import { ProgramDocument } from "#app/domain/program/document.ts";

/** 1 point per 1, for ever, and nothing else: what `from: plain` stands for. */
export const plainDocument: ProgramDocument = ProgramDocument.parse({
  schema: 2,
  name: "Points",
  earning: { points: "1", perAmount: "1" },
});
