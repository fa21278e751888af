-- Bodies may be kept packed (app/db/packed-body.ts). Workers of the version before cannot read those: new workers first, then web
-- (docs/operations.md). The function laurel_text_of is used by those alone, and goes with the next release.
ALTER TABLE "delivery" ADD COLUMN "packed" BOOLEAN NOT NULL DEFAULT false;
