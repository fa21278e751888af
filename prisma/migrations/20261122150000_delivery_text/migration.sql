-- A body as text, or null where it is none (not UTF-8, or with a zero byte). As bytes it would reach Node in hexadecimal, at twice
-- its size; and a statement that takes many must not fail for the one that cannot be read.
DO $$
BEGIN
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'Laurel needs a database in UTF8, and this one is in %',
      current_setting('server_encoding');
  END IF;
END
$$;

CREATE FUNCTION laurel_text_of(body bytea) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN convert_from(body, 'UTF8');
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
  RETURN NULL;
END
$$;
