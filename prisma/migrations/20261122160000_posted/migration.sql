-- What a member's ledger says, in a text that is a fifth as long as the JSON of flows was and holds the lots as well
-- (domain/engine/posted.ts). Where there is none it is added up from transfers and lots, so nothing is
-- rewritten here: each member gets one with the next posting.
ALTER TABLE "member" ADD COLUMN "posted" TEXT;

-- A process of the version before would take the old column for the whole truth, and write it. Where the new one is kept
-- that fails: its transaction changes nothing, and the work is done by a process of this version.
ALTER TABLE "member" ADD CONSTRAINT "member_posted_once"
  CHECK ("posted" IS NULL OR "state" IS NULL) NOT VALID;
