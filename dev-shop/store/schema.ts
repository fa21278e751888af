/**
 * Tables of the store: one per kind of document, one for unique names, and the queue of webhook
 * deliveries.
 */
import { kinds } from "#dev-shop/store/columns.ts";

/** Statements that may be run again on a database that has the tables. */
export function schemaStatements(): string[] {
  return [...kinds.flatMap((kind) => tableOf(kind)), ...shared];
}

function tableOf(kind: string): string[] {
  const table = `doc_${kind}`;
  return [
    `create table if not exists ${table} (
       id bigint primary key,
       created_at timestamptz not null,
       updated_at timestamptz not null,
       customer_id bigint,
       owner text,
       search text,
       doc jsonb not null
     )`,
    `create index if not exists ${table}_created on ${table} (created_at, id)`,
    `create index if not exists ${table}_updated on ${table} (updated_at, id)`,
    `create index if not exists ${table}_customer on ${table} (customer_id, id)
       where customer_id is not null`,
    `create index if not exists ${table}_owner on ${table} (owner, id) where owner is not null`,
  ];
}

const shared = [
  `create table if not exists doc_key (
     kind text not null, key text not null, id bigint not null, primary key (kind, key)
   )`,
  `create index if not exists doc_key_id on doc_key (kind, id)`,
  `create sequence if not exists start_number as integer`,
  `create sequence if not exists order_number as integer start 1001`,
  `create table if not exists action_done (key text primary key, id bigint)`,
  `create table if not exists webhook_body (
     id bigint generated always as identity primary key, body text not null
   )`,
  // Bodies are gone in a moment: compressing them costs more than it saves.
  `alter table webhook_body alter column body set storage external`,
  `create table if not exists webhook_delivery (
     id bigint generated always as identity primary key,
     webhook_id uuid not null,
     event_id uuid not null,
     topic text not null,
     name text,
     uri text not null,
     api_version text not null,
     triggered_at timestamptz not null,
     due_at timestamptz not null,
     attempts integer not null default 0,
     state text not null default 'waiting',
     last_status integer,
     delivered_at timestamptz,
     body_id bigint not null
   )`,
  `create index if not exists webhook_delivery_due on webhook_delivery (due_at, id)
     where state = 'waiting'`,
  `create index if not exists webhook_delivery_body on webhook_delivery (body_id)
     where state = 'waiting'`,
];
