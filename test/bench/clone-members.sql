-- Copies the members that are there so many times, with everything of theirs: the prototypes were
-- made by the use cases, so what their ledgers say is what the engine says of their facts. Ids of
-- theirs stand in uuids, texts and JSON: each copy has ids of its own everywhere. The hashes of
-- the chain are copied as they are: they have the right size and say nothing.
CREATE FUNCTION pg_temp.uuid_head(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT lpad(to_hex((n * 2654435761) % 4294967296), 8, '0')
$$;

-- A name of two words, made of syllables: many begin alike, few are the same.
CREATE FUNCTION pg_temp.name_of(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT initcap(
    s[1 + n % 16] || s[1 + (n / 16) % 16] || ' ' ||
    s[1 + (n / 256) % 16] || s[1 + (n / 4096) % 16] || s[1 + (n / 65536 + n) % 16])
  FROM (SELECT ARRAY['an', 'bel', 'cor', 'da', 'el', 'fin', 'gra', 'ho', 'is', 'jo', 'kar', 'li',
                     'mo', 'na', 'ro', 'su'] AS s) syllables
$$;

-- The expression that a column is copied by: as it is where no id of a prototype stands in it.
CREATE FUNCTION pg_temp.copy_of(from_table text, attribute name, kind text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  as_text text := format('p.%I::text', attribute);
  found record;
BEGIN
  EXECUTE format(
    'SELECT coalesce(bool_or(t LIKE ''%%00000000-0000-4000-8000-%%''), false) AS uuids,
            coalesce(bool_or(t LIKE ''%%/Order/1000000%%''), false) AS orders,
            coalesce(bool_or(t LIKE ''%%/Customer/1000000%%''), false) AS customers,
            coalesce(bool_or(t ILIKE ''%%~name~%%''), false) AS names
     FROM (SELECT %s AS t FROM %I p) texts', as_text, from_table) INTO found;
  IF found.uuids THEN
    as_text := format('replace(%s, ''00000000-0000-4000-8000-'', g.head)', as_text);
  END IF;
  IF found.orders THEN
    as_text := format('replace(%s, ''/Order/1000000'', ''/Order/'' || (1000000 + g.n))', as_text);
  END IF;
  IF found.customers THEN
    as_text := format(
      'replace(%s, ''/Customer/1000000'', ''/Customer/'' || (1000000 + g.n))', as_text);
  END IF;
  IF found.names THEN
    as_text := format(
      'replace(replace(%s, ''~Name~'', g.name), ''~name~'', lower(g.name))', as_text);
  END IF;
  IF attribute = 'posted' THEN
    -- Orders stand there by their numbers.
    RETURN format(
      'regexp_replace(%s, ''([[,])1000000(\d+)'', ''\1'' || (1000000 + g.n) || ''\2'', ''g'')',
      as_text);
  END IF;
  IF attribute = 'code' THEN
    RETURN 'p.code || ''-'' || g.n';
  END IF;
  IF attribute = 'joined_at' THEN
    RETURN 'p.joined_at - g.n * interval ''7 seconds''';
  END IF;
  IF NOT (found.uuids OR found.orders OR found.customers OR found.names) THEN
    RETURN format('p.%I', attribute);
  END IF;
  RETURN format('(%s)::%s', as_text, kind);
END $$;

CREATE FUNCTION pg_temp.clone_table(source text, first_copy bigint, last_copy bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  prototypes text := 'prototype_' || source;
  names text;
  copies text;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum),
         string_agg(pg_temp.copy_of(prototypes, attname, format_type(atttypid, atttypmod)), ', '
                    ORDER BY attnum)
  INTO names, copies
  FROM pg_attribute WHERE attrelid = source::regclass AND attnum > 0 AND NOT attisdropped;
  EXECUTE format(
    'INSERT INTO %I (%s) SELECT %s FROM (
       SELECT n, pg_temp.uuid_head(n) || ''-0000-4000-8000-'' AS head, pg_temp.name_of(n) AS name
       FROM generate_series($1, $2) AS n) g CROSS JOIN %I p',
    source, names, copies, prototypes) USING first_copy, last_copy;
END $$;
