-- Conversations whose log has grown since their call was last made from it. A row is added in the
-- transaction that stores the lines, and taken in the one that makes the call: whatever dies
-- between the two, the call is made.
create table record_pending (
  node text not null,
  linked_id text not null,
  -- Set where making it failed, for a reason that is not the database's.
  failures integer not null default 0,
  failure text,
  retry_at timestamptz not null default now(),
  primary key (node, linked_id)
);
create index on record_pending (node, retry_at);
grant select, insert, update, delete on record_pending to callfloor_system;
