-- What an admin sets up: trunks, numbers, queues and who sits in them.
create table trunks (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  name text not null,
  host text not null,
  port integer not null default 5060 check (port between 1 and 65535),
  -- Addresses or networks the carrier calls from; a call from elsewhere is no tenant's.
  match_addresses text[] not null check (cardinality(match_addresses) > 0),
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  unique (tenant_id, name),
  unique (tenant_id, id)
);
call isolate_tenant('trunks');

create table queues (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  name text not null check (length(name) between 1 and 80),
  strategy text not null default 'leastrecent'
    check (strategy in ('ringall', 'leastrecent', 'fewestcalls', 'random', 'rrmemory', 'linear', 'wrandom')),
  ring_seconds integer not null default 20 check (ring_seconds between 5 and 120),
  max_wait_seconds integer not null default 3600 check (max_wait_seconds between 10 and 86400),
  wrap_up_seconds integer not null default 30 check (wrap_up_seconds between 0 and 3600),
  answer_mode text not null default 'immediately' check (answer_mode in ('immediately', 'whenAgentAnswers')),
  recording text not null default 'all' check (recording in ('all', 'never')),
  service_level_seconds integer not null default 20 check (service_level_seconds between 1 and 3600),
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  unique (tenant_id, name),
  unique (tenant_id, id)
);
call isolate_tenant('queues');

create table queue_members (
  tenant_id uuid not null references tenants on delete cascade,
  queue_id uuid not null,
  agent_id uuid not null,
  penalty integer not null default 0 check (penalty between 0 and 100),
  primary key (queue_id, agent_id),
  foreign key (tenant_id, queue_id) references queues (tenant_id, id) on delete cascade,
  foreign key (tenant_id, agent_id) references memberships (tenant_id, id) on delete cascade
);
create index on queue_members (tenant_id, agent_id);
call isolate_tenant('queue_members');

create table numbers (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  -- One number leads to one tenant, whoever asks.
  e164 text not null unique check (e164 ~ '^\+[1-9][0-9]{5,14}$'),
  trunk_id uuid not null,
  queue_id uuid,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, trunk_id) references trunks (tenant_id, id) on delete cascade,
  foreign key (tenant_id, queue_id) references queues (tenant_id, id) on delete set null (queue_id)
);
create index on numbers (tenant_id);
call isolate_tenant('numbers');

create table dispositions (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  name text not null,
  tone text not null default 'neutral' check (tone in ('good', 'neutral', 'bad')),
  position integer not null default 0,
  demo boolean not null default false,
  unique (tenant_id, name),
  unique (tenant_id, id)
);
call isolate_tenant('dispositions');

create table leads (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  name text not null check (length(name) between 1 and 200),
  company text,
  email text,
  stage text,
  fields jsonb not null default '{}',
  owner_id uuid,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  unique (tenant_id, id),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, id) on delete set null (owner_id)
);
create index on leads (tenant_id, name, id);
create index on leads (tenant_id, owner_id);
call isolate_tenant('leads');

create table lead_phones (
  tenant_id uuid not null references tenants on delete cascade,
  lead_id uuid not null,
  e164 text not null check (e164 ~ '^\+[1-9][0-9]{5,14}$'),
  position integer not null default 0,
  primary key (lead_id, e164),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id) on delete cascade
);
create index on lead_phones (tenant_id, e164);
call isolate_tenant('lead_phones');
