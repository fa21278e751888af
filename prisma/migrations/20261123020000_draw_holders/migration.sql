-- Who held which ticket in a drawing, so that it can be checked as it was: members merge later.
ALTER TABLE "draw" ADD COLUMN "holders" TEXT[] DEFAULT ARRAY[]::TEXT[];
