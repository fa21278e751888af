-- The words that members are found by, each with its member: a search reads those that begin with what
-- was typed, rather than all members. Byte order ("C"), so that a beginning is a range whatever
-- the database's own order is; a range may be looked up under row level security, LIKE may not.
CREATE TABLE "member_word" (
    "shop_id" BIGINT NOT NULL,
    "word" TEXT COLLATE "C" NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "member_word_pkey" PRIMARY KEY ("shop_id","word","member_id")
);

GRANT SELECT, INSERT, DELETE ON "member_word" TO laurel_app;
REVOKE UPDATE ON "member_word" FROM laurel_app;
ALTER TABLE "member_word" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "member_word"
  USING (shop_id = laurel_shop()) WITH CHECK (shop_id = laurel_shop());

-- They follow the member's search text, whoever writes or clears it.
CREATE FUNCTION laurel_keep_member_words() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before text[] := '{}';
  after text[] := array_remove(string_to_array(NEW.search_text, ' '), '');
BEGIN
  IF TG_OP = 'UPDATE' THEN
    before := string_to_array(OLD.search_text, ' ');
  END IF;
  DELETE FROM member_word
    WHERE shop_id = NEW.shop_id AND member_id = NEW.id
      AND word = ANY(before) AND word <> ALL(after);
  INSERT INTO member_word (shop_id, word, member_id)
    SELECT DISTINCT NEW.shop_id, word, NEW.id FROM unnest(after) AS word
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER words_of_a_new_member AFTER INSERT ON "member"
  FOR EACH ROW WHEN (NEW.search_text <> '') EXECUTE FUNCTION laurel_keep_member_words();
CREATE TRIGGER words_of_a_member AFTER UPDATE OF "search_text" ON "member"
  FOR EACH ROW WHEN (OLD.search_text IS DISTINCT FROM NEW.search_text)
  EXECUTE FUNCTION laurel_keep_member_words();

-- Who is there already is found by the words that their text has, which their next message writes
-- as it does for new ones. No others: what the trigger does not know of it would never delete.
INSERT INTO "member_word" (shop_id, word, member_id)
  SELECT DISTINCT m.shop_id, word, m.id
  FROM "member" m CROSS JOIN LATERAL unnest(string_to_array(m.search_text, ' ')) AS word
  WHERE word <> ''
  ON CONFLICT DO NOTHING;

-- A code is found by how it begins.
ALTER TABLE "redemption" ALTER COLUMN "code" TYPE TEXT COLLATE "C";
ANALYZE "redemption";
