-- CreateTable
CREATE TABLE "shop" (
    "id" BIGSERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "scopes" TEXT NOT NULL DEFAULT '',
    "installed_at" TIMESTAMPTZ(6) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(6),
    "shopify_id" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT '',
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(6),
    "access_token" TEXT NOT NULL,
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMPTZ(6),
    "online_access_info" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "shop_domain" TEXT NOT NULL,
    "triggered_on" DATE NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "event_id" TEXT NOT NULL DEFAULT '',
    "triggered_at" TIMESTAMPTZ(6) NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "body" BYTEA NOT NULL,
    "due_at" TIMESTAMPTZ(6),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop_domain","triggered_on","webhook_id")
);

-- CreateTable
CREATE TABLE "work_item" (
    "shop_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "work_item_pkey" PRIMARY KEY ("shop_id","kind","subject")
);

-- CreateTable
CREATE TABLE "program_draft" (
    "shop_id" BIGINT NOT NULL,
    "document" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "program_draft_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "program_version" (
    "shop_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "effective_from" TIMESTAMPTZ(6) NOT NULL,
    "published_at" TIMESTAMPTZ(6) NOT NULL,
    "author" TEXT NOT NULL,

    CONSTRAINT "program_version_pkey" PRIMARY KEY ("shop_id","version")
);

-- CreateTable
CREATE TABLE "member" (
    "shop_id" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(6) NOT NULL,
    "display_name" TEXT,
    "email" TEXT,
    "locale" TEXT,
    "search_text" TEXT NOT NULL DEFAULT '',
    "profile_at" TIMESTAMPTZ(6),
    "erased_at" TIMESTAMPTZ(6),
    "merged_into" UUID,
    "pending_points" BIGINT NOT NULL DEFAULT 0,
    "available_points" BIGINT NOT NULL DEFAULT 0,
    "reserved_points" BIGINT NOT NULL DEFAULT 0,
    "debt_points" BIGINT NOT NULL DEFAULT 0,
    "tier_id" TEXT,
    "tier_since" TIMESTAMPTZ(6),
    "tier_progress" BIGINT NOT NULL DEFAULT 0,
    "state" JSONB,
    "chain_seq" BIGINT NOT NULL DEFAULT 0,
    "chain_hash" BYTEA NOT NULL DEFAULT '\x'::bytea,
    "sync_version" BIGINT NOT NULL DEFAULT 0,
    "spend_by_month" JSONB NOT NULL DEFAULT '{}',
    "referral_code" TEXT,

    CONSTRAINT "member_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "alias" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "gone_at" TIMESTAMPTZ(6),

    CONSTRAINT "alias_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "shop_id" BIGINT NOT NULL,
    "customer_hash" TEXT NOT NULL,
    "member_id" UUID,
    "erased_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("shop_id","customer_hash")
);

-- CreateTable
CREATE TABLE "order_fact" (
    "shop_id" BIGINT NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "customer_id" TEXT,
    "member_id" UUID,
    "placed_at" TIMESTAMPTZ(6) NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,
    "facts" JSONB NOT NULL,
    "pins" JSONB NOT NULL DEFAULT '{}',
    "deleted_at" TIMESTAMPTZ(6),

    CONSTRAINT "order_fact_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "catalog_product" (
    "shop_id" BIGINT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[],
    "type" TEXT NOT NULL DEFAULT '',
    "collections" TEXT[],
    "fetched_at" TIMESTAMPTZ(6),

    CONSTRAINT "catalog_product_pkey" PRIMARY KEY ("shop_id","product_id")
);

-- CreateTable
CREATE TABLE "transfer" (
    "shop_id" BIGINT NOT NULL,
    "member_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "from_account" TEXT NOT NULL,
    "to_account" TEXT NOT NULL,
    "points" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "lot" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "author" TEXT NOT NULL DEFAULT '',
    "version" INTEGER,
    "happened_at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL,
    "receipt" JSONB,
    "commitment" BYTEA NOT NULL DEFAULT '\x'::bytea,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("shop_id","member_id","seq")
);

-- CreateTable
CREATE TABLE "lot" (
    "shop_id" BIGINT NOT NULL,
    "member_id" UUID NOT NULL,
    "lot" TEXT NOT NULL,
    "points" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "lot_pkey" PRIMARY KEY ("shop_id","member_id","lot")
);

-- CreateTable
CREATE TABLE "redemption" (
    "shop_id" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reward" JSONB NOT NULL,
    "cost_points" BIGINT NOT NULL,
    "takes" JSONB NOT NULL,
    "code" TEXT NOT NULL,
    "discount_id" TEXT,
    "customer_id" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "reserved_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "outcome" TEXT,
    "order_id" TEXT,
    "note" TEXT,
    "note_salt" BYTEA,
    "free" TEXT,
    "steps" INTEGER NOT NULL DEFAULT 1,
    "amount" TEXT,
    "minimum_order" TEXT,
    "standing" BOOLEAN NOT NULL DEFAULT false,
    "stocked" BOOLEAN NOT NULL DEFAULT false,
    "voucher" TEXT,
    "returned_at" TIMESTAMPTZ(6),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "tried_at" TIMESTAMPTZ(6),
    "seen_before" TEXT[],

    CONSTRAINT "redemption_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "redemption_event" (
    "shop_id" BIGINT NOT NULL,
    "redemption_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "redemption_event_pkey" PRIMARY KEY ("shop_id","redemption_id","seq")
);

-- CreateTable
CREATE TABLE "voucher" (
    "shop_id" BIGINT NOT NULL,
    "reward_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "redemption_id" UUID,

    CONSTRAINT "voucher_pkey" PRIMARY KEY ("shop_id","reward_id","code")
);

-- CreateTable
CREATE TABLE "reward_stock" (
    "shop_id" BIGINT NOT NULL,
    "reward_id" TEXT NOT NULL,
    "taken" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "reward_stock_pkey" PRIMARY KEY ("shop_id","reward_id")
);

-- CreateTable
CREATE TABLE "draw" (
    "shop_id" BIGINT NOT NULL,
    "draw_id" TEXT NOT NULL,
    "commitment" TEXT NOT NULL,
    "seed" BYTEA NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL,
    "drawn_at" TIMESTAMPTZ(6),
    "tickets" TEXT[],
    "winners" TEXT[],

    CONSTRAINT "draw_pkey" PRIMARY KEY ("shop_id","draw_id")
);

-- CreateTable
CREATE TABLE "adjustment" (
    "shop_id" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "points" BIGINT NOT NULL,
    "author" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "note" TEXT,
    "note_salt" BYTEA,
    "undoes" UUID,

    CONSTRAINT "adjustment_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "member_event" (
    "shop_id" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL,
    "request_id" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "data" JSONB NOT NULL,
    "awaits_decision" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "note_salt" BYTEA,

    CONSTRAINT "member_event_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "budget" (
    "shop_id" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "used_points" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "check_result" (
    "shop_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "ran_at" TIMESTAMPTZ(6) NOT NULL,
    "checked" BIGINT NOT NULL,
    "differences" BIGINT NOT NULL,
    "repaired" BIGINT NOT NULL DEFAULT 0,
    "details" JSONB NOT NULL,

    CONSTRAINT "check_result_pkey" PRIMARY KEY ("shop_id","kind","ran_at")
);

-- CreateTable
CREATE TABLE "privacy_request" (
    "shop_id" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "request_key" TEXT NOT NULL,
    "customer_hash" TEXT NOT NULL DEFAULT '',
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "completed_at" TIMESTAMPTZ(6),
    "answer" JSONB,

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE INDEX "delivery_due_at_id_idx" ON "delivery"("due_at", "id");

-- CreateIndex
CREATE INDEX "work_item_kind_due_at_idx" ON "work_item"("kind", "due_at");

-- CreateIndex
CREATE INDEX "member_shop_id_joined_at_id_idx" ON "member"("shop_id", "joined_at", "id");

-- CreateIndex
CREATE INDEX "member_shop_id_available_points_id_idx" ON "member"("shop_id", "available_points", "id");

-- CreateIndex
CREATE INDEX "member_shop_id_tier_id_idx" ON "member"("shop_id", "tier_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_shop_id_referral_code_key" ON "member"("shop_id", "referral_code");

-- CreateIndex
CREATE INDEX "alias_shop_id_member_id_idx" ON "alias"("shop_id", "member_id");

-- CreateIndex
CREATE INDEX "order_fact_shop_id_member_id_idx" ON "order_fact"("shop_id", "member_id");

-- CreateIndex
CREATE INDEX "order_fact_shop_id_customer_id_idx" ON "order_fact"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "order_fact_shop_id_updated_at_order_id_idx" ON "order_fact"("shop_id", "updated_at", "order_id");

-- CreateIndex
CREATE INDEX "transfer_shop_id_source_idx" ON "transfer"("shop_id", "source");

-- CreateIndex
CREATE INDEX "transfer_shop_id_recorded_at_idx" ON "transfer"("shop_id", "recorded_at");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_shop_id_key_key" ON "transfer"("shop_id", "key");

-- CreateIndex
CREATE INDEX "redemption_shop_id_order_id_idx" ON "redemption"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "redemption_shop_id_member_id_reserved_at_idx" ON "redemption"("shop_id", "member_id", "reserved_at");

-- CreateIndex
CREATE INDEX "redemption_shop_id_state_reserved_at_id_idx" ON "redemption"("shop_id", "state", "reserved_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "redemption_shop_id_request_id_key" ON "redemption"("shop_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "redemption_shop_id_code_key" ON "redemption"("shop_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "redemption_shop_id_discount_id_key" ON "redemption"("shop_id", "discount_id");

-- CreateIndex
CREATE INDEX "voucher_shop_id_reward_id_redemption_id_added_at_idx" ON "voucher"("shop_id", "reward_id", "redemption_id", "added_at");

-- CreateIndex
CREATE INDEX "adjustment_shop_id_member_id_at_idx" ON "adjustment"("shop_id", "member_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "adjustment_shop_id_request_id_key" ON "adjustment"("shop_id", "request_id");

-- CreateIndex
CREATE INDEX "member_event_shop_id_member_id_at_idx" ON "member_event"("shop_id", "member_id", "at");

-- CreateIndex
CREATE INDEX "member_event_shop_id_kind_about_idx" ON "member_event"("shop_id", "kind", "about");

-- CreateIndex
CREATE INDEX "member_event_shop_id_awaits_decision_at_id_idx" ON "member_event"("shop_id", "awaits_decision", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "member_event_shop_id_request_id_key" ON "member_event"("shop_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "privacy_request_shop_id_request_key_key" ON "privacy_request"("shop_id", "request_key");



-- What the schema language of Prisma cannot say: constraints, append-only tables, tenancy.

ALTER TABLE "member"
  ADD CONSTRAINT "member_balances_signed" CHECK (
    pending_points >= 0 AND available_points >= 0 AND reserved_points >= 0 AND debt_points <= 0
  ),
  ADD CONSTRAINT "member_debt_is_paid_first" CHECK (available_points = 0 OR debt_points = 0);

ALTER TABLE "lot" ADD CONSTRAINT "lot_holds_points" CHECK (points > 0);

ALTER TABLE "transfer"
  ADD CONSTRAINT "transfer_moves_points" CHECK (points > 0 AND from_account <> to_account),
  ADD CONSTRAINT "transfer_hash_is_sha256" CHECK (octet_length(hash) = 32),
  ADD CONSTRAINT "transfer_accounts" CHECK (
    from_account IN ('pending', 'available', 'reserved', 'debt',
                     'issued', 'redeemed', 'expired', 'adjusted', 'forgiven')
    AND to_account IN ('pending', 'available', 'reserved', 'debt',
                       'issued', 'redeemed', 'expired', 'adjusted', 'forgiven')
  );

ALTER TABLE "redemption"
  ADD CONSTRAINT "redemption_states" CHECK (
    state IN ('requested', 'waiting', 'active', 'used', 'delivered', 'canceling', 'returned',
              'refused', 'lapsed')
  ),
  ADD CONSTRAINT "redemption_outcomes" CHECK (
    (ended_at IS NULL AND outcome IS NULL) OR
    (ended_at IS NOT NULL AND outcome IN ('used', 'returned', 'kept'))
  ),
  ADD CONSTRAINT "redemption_costs_something" CHECK (cost_points >= 0),
  ADD CONSTRAINT "redemption_free_of_points" CHECK (
    free IS NULL OR (free IN ('perk', 'hand') AND cost_points = 0)
  ),
  ADD CONSTRAINT "redemption_returns_after_use" CHECK (returned_at IS NULL OR outcome = 'used'),
  ADD CONSTRAINT "redemption_steps" CHECK (steps > 0);

ALTER TABLE "reward_stock" ADD CONSTRAINT "reward_stock_is_taken" CHECK (taken >= 0);

ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_moves_points" CHECK (points <> 0);

ALTER TABLE "member_event" ADD CONSTRAINT "member_event_kinds" CHECK (
  kind IN ('joined', 'activity', 'activity-decided', 'birthday', 'tags', 'segments', 'tier-floor',
           'ranked', 'granted', 'referred', 'referral', 'closed')
);

ALTER TABLE "budget" ADD CONSTRAINT "budget_gives" CHECK (used_points >= 0);

CREATE FUNCTION laurel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('laurel.redacting', true) = 'yes' AND TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER transfer_is_append_only BEFORE UPDATE OR DELETE ON "transfer"
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();
CREATE TRIGGER program_version_never_changes BEFORE UPDATE OR DELETE ON "program_version"
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();
CREATE TRIGGER redemption_event_is_append_only BEFORE UPDATE OR DELETE ON "redemption_event"
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();

CREATE TRIGGER member_event_stays BEFORE DELETE ON "member_event"
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();

-- An event moves with its member, is looked at by staff, and loses what is erased; no more.
CREATE FUNCTION laurel_refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.shop_id, OLD.id, OLD.kind, OLD.at, OLD.recorded_at, OLD.request_id, OLD.author, OLD.about)
    IS DISTINCT FROM
    (NEW.shop_id, NEW.id, NEW.kind, NEW.at, NEW.recorded_at, NEW.request_id, NEW.author, NEW.about)
    OR (OLD.data IS DISTINCT FROM NEW.data
        AND coalesce(current_setting('laurel.erasing', true), '') <> 'yes')
    OR (OLD.note IS DISTINCT FROM NEW.note AND NEW.note IS NOT NULL)
  THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER member_event_keeps_what_it_says BEFORE UPDATE ON "member_event"
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_event_change();

-- The web and worker processes act as this role: no superuser, no BYPASSRLS.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    CREATE ROLE laurel_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server made the role at the same moment
END $$;

GRANT USAGE ON SCHEMA public TO laurel_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO laurel_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO laurel_app;
REVOKE UPDATE, DELETE ON "transfer", "program_version", "redemption_event", "member_event"
  FROM laurel_app;
GRANT UPDATE (member_id, data, awaits_decision, note, note_salt) ON "member_event" TO laurel_app;

-- Tenancy: each row of these tables is seen and written only for the shop of the transaction.
CREATE FUNCTION laurel_shop() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('laurel.shop_id', true), '')::bigint;

DO $$
DECLARE
  tenant text;
BEGIN
  FOREACH tenant IN ARRAY ARRAY[
    'program_draft', 'program_version', 'member', 'alias', 'tombstone', 'order_fact',
    'catalog_product', 'transfer', 'lot', 'redemption', 'redemption_event', 'adjustment',
    'member_event', 'budget', 'voucher', 'reward_stock', 'draw', 'check_result',
    'privacy_request'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (shop_id = laurel_shop()) WITH CHECK (shop_id = laurel_shop())',
      tenant
    );
  END LOOP;
END $$;

-- The one privileged door: shop/redact deletes a whole shop, the ledger included.
CREATE FUNCTION laurel_redact_shop(doomed bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  tenant text;
  doomed_domain text;
BEGIN
  IF doomed IS DISTINCT FROM laurel_shop() THEN
    RAISE EXCEPTION 'a shop can be redacted only from within itself';
  END IF;
  PERFORM set_config('laurel.redacting', 'yes', true);
  SELECT domain INTO doomed_domain FROM "shop" WHERE id = doomed;
  FOREACH tenant IN ARRAY ARRAY[
    'program_draft', 'program_version', 'alias', 'tombstone', 'order_fact', 'catalog_product',
    'transfer', 'lot', 'redemption_event', 'redemption', 'voucher', 'reward_stock', 'draw',
    'adjustment', 'member_event', 'budget', 'check_result', 'privacy_request', 'member',
    'work_item'
  ] LOOP
    EXECUTE format('DELETE FROM %I WHERE shop_id = $1', tenant) USING doomed;
  END LOOP;
  DELETE FROM "session" WHERE shop = doomed_domain;
  DELETE FROM "delivery" WHERE shop_domain = doomed_domain;
  DELETE FROM "shop" WHERE id = doomed;
  PERFORM set_config('laurel.redacting', '', true);
END $$;
REVOKE EXECUTE ON FUNCTION laurel_redact_shop(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION laurel_redact_shop(bigint) TO laurel_app;

-- The tables of the schedule are graphile-worker's own: bin/migrate-schedule.ts makes them.
