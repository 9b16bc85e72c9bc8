-- The record. log_lines is what Asterisk wrote, kept as it came; calls, legs, offers, visits and
-- facts are made from it by pure functions and can be made again.
create table log_offsets (
  node text not null,
  file text not null check (file in ('cel', 'queue_log')),
  -- Which file it was: rotation begins another generation.
  generation text not null,
  byte_offset bigint not null,
  updated_at timestamptz not null default now(),
  primary key (node, file)
);
grant select, insert, update, delete on log_offsets to callfloor_system;

create table log_lines (
  node text not null,
  -- 'ami' are the few things Asterisk says nowhere else: hold and resume.
  source text not null check (source in ('cel', 'queue_log', 'ami')),
  generation text not null,
  byte_offset bigint not null,
  at timestamptz not null,
  -- The channel the line is about; queue_log calls it callid. Null: about the node as a whole.
  unique_id text,
  linked_id text,
  -- Asterisk's accountcode, which is our tenant; null where the line does not carry it.
  tenant_id uuid,
  line jsonb not null,
  primary key (node, source, generation, byte_offset)
);
create index on log_lines (node, linked_id);
create index on log_lines (node, unique_id);
create index on log_lines (node, at) where unique_id is null;
grant select, insert, update, delete on log_lines to callfloor_system;
alter table log_lines enable row level security;
alter table log_lines force row level security;
create policy system on log_lines to callfloor_system using (true) with check (true);

create table calls (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  node text not null,
  linked_id text not null,
  direction text not null check (direction in ('inbound', 'outbound', 'internal')),
  caller_number text not null,
  caller_name text not null,
  dialled text not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  outcome text,
  -- The last queue the call waited in and the last agent who spoke: what a line of the log shows.
  queue_id uuid,
  agent_id uuid,
  waited_ms integer,
  talk_ms integer not null default 0,
  hold_ms integer not null default 0,
  lead_id uuid,
  unique (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id) on delete set null (lead_id)
);
create unique index on calls (node, linked_id);
create index on calls (tenant_id, started_at desc, id desc);
create index on calls (tenant_id, lead_id, started_at desc);
create index on calls (node) where ended_at is null;
call isolate_tenant('calls');

create table call_legs (
  tenant_id uuid not null,
  call_id uuid not null,
  leg_id text not null,
  position integer not null,
  party text not null check (party in ('agent', 'external', 'service')),
  agent_id uuid,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  cause integer,
  -- [{ kind: 'talk' | 'hold', from, to }], milliseconds since the epoch.
  intervals jsonb not null default '[]',
  talk_ms integer not null default 0,
  hold_ms integer not null default 0,
  primary key (call_id, leg_id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create index on call_legs (tenant_id, agent_id, started_at desc);
call isolate_tenant('call_legs');

create table queue_visits (
  tenant_id uuid not null,
  call_id uuid not null,
  position integer not null,
  queue_id uuid not null,
  joined_at timestamptz not null,
  left_at timestamptz,
  result text,
  agent_id uuid,
  primary key (call_id, position),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create index on queue_visits (tenant_id, queue_id, joined_at);
call isolate_tenant('queue_visits');

create table offers (
  tenant_id uuid not null,
  call_id uuid not null,
  leg_id text not null,
  queue_id uuid not null,
  agent_id uuid not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  result text check (result in ('answered', 'missed', 'rejected', 'withdrawn')),
  primary key (call_id, leg_id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create index on offers (tenant_id, agent_id, made_at desc);
call isolate_tenant('offers');

create table facts (
  tenant_id uuid not null,
  call_id uuid not null,
  position integer not null,
  at timestamptz not null,
  type text not null,
  queue_id uuid,
  agent_id uuid,
  data jsonb not null default '{}',
  primary key (call_id, position),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create index on facts (tenant_id, at);
create index on facts (tenant_id, queue_id, at);
create index on facts (tenant_id, agent_id, at);
call isolate_tenant('facts');

create table recordings (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  call_id uuid not null,
  state text not null default 'encoding' check (state in ('encoding', 'ready', 'failed')),
  -- Relative to the recordings folder; the file is written once and verified.
  file text not null,
  duration_ms integer,
  bytes bigint,
  sha256 text,
  failure text,
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  unique (tenant_id, id)
);
create index on recordings (tenant_id, call_id);
call isolate_tenant('recordings');

-- What people say about a call. No foreign key to calls: a note may be written before the
-- record of a call that is still going on.
create table notes (
  tenant_id uuid not null references tenants on delete cascade,
  call_id uuid not null,
  author_id uuid not null,
  text text not null check (length(text) <= 20000),
  changed_at timestamptz not null default now(),
  primary key (call_id, author_id),
  foreign key (tenant_id, author_id) references memberships (tenant_id, id) on delete cascade
);
create index on notes (tenant_id, call_id);
call isolate_tenant('notes');

create table call_dispositions (
  tenant_id uuid not null references tenants on delete cascade,
  call_id uuid primary key,
  disposition_id uuid not null,
  agent_id uuid not null,
  set_at timestamptz not null default now(),
  foreign key (tenant_id, disposition_id) references dispositions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, agent_id) references memberships (tenant_id, id) on delete cascade
);
call isolate_tenant('call_dispositions');
