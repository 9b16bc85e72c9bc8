-- From login to logout. Events are only ever added; intervals follow from them.
create table agent_sessions (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  agent_id uuid not null,
  opened_at timestamptz not null,
  -- Set by the server while the softphone or the screen is there; closes a session that was lost.
  seen_at timestamptz not null,
  closed_at timestamptz,
  closed_by text check (closed_by in ('logout', 'lost', 'taken')),
  lease_id text not null,
  unique (tenant_id, id),
  foreign key (tenant_id, agent_id) references memberships (tenant_id, id) on delete cascade
);
create unique index on agent_sessions (agent_id) where closed_at is null;
create index on agent_sessions (tenant_id, agent_id, opened_at desc);
call isolate_tenant('agent_sessions');

create table agent_events (
  tenant_id uuid not null,
  session_id uuid not null,
  -- Names the event for good: a decision's own id, or the call, leg and type of a fact.
  key text not null,
  at timestamptz not null,
  event jsonb not null,
  primary key (session_id, key),
  foreign key (tenant_id, session_id) references agent_sessions (tenant_id, id) on delete cascade
);
call isolate_tenant('agent_events');

create table agent_intervals (
  tenant_id uuid not null,
  session_id uuid not null,
  agent_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz,
  status text not null,
  reason text,
  call_id uuid,
  queue_id uuid,
  primary key (session_id, from_at),
  foreign key (tenant_id, session_id) references agent_sessions (tenant_id, id) on delete cascade
);
create index on agent_intervals (tenant_id, agent_id, from_at desc);
call isolate_tenant('agent_intervals');
