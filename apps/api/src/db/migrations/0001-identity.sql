-- People, tenants, and who belongs where.
--
-- Two roles stand between the API and the tables. callfloor_app sees the rows of one tenant
-- (app.tenant_id); callfloor_system is for work that is no tenant's own, such as reading
-- Asterisk's log files. Neither owns a table, and row-level security is forced.
do $$
begin
  if not exists (select from pg_roles where rolname = 'callfloor_app') then
    create role callfloor_app nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'callfloor_system') then
    create role callfloor_system nologin;
  end if;
  execute format('grant callfloor_app, callfloor_system to %I', current_user);
end
$$;
grant usage on schema public to callfloor_app, callfloor_system;

create function current_tenant() returns uuid language sql stable
  return nullif(current_setting('app.tenant_id', true), '')::uuid;

-- Puts a table behind row-level security: a tenant's own rows, and all rows for the system.
create procedure isolate_tenant(target regclass, tenant_column name default 'tenant_id') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s to callfloor_app using (%I = current_tenant()) with check (%I = current_tenant())', target, tenant_column, tenant_column);
  execute format('create policy system on %s to callfloor_system using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to callfloor_app, callfloor_system', target);
end
$$;

create table tenants (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,40}$'),
  name text not null check (length(name) between 1 and 100),
  -- ISO 3166 alpha-2: whose national notation its people write numbers in.
  country text not null default 'US' check (country ~ '^[A-Z]{2}$'),
  time_zone text not null default 'UTC',
  demo boolean not null default false,
  created_at timestamptz not null default now()
);
call isolate_tenant('tenants', 'id');

-- Sign-in (better-auth). A person may belong to several tenants; none of these rows is a tenant's.
create table users (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on sessions (user_id);

create table accounts (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on accounts (user_id);

create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on verifications (identifier);

create table rate_limits (
  id uuid primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

-- A membership is a person in a tenant. Its id is the agent's id.
create table memberships (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('AGENT', 'MANAGER', 'SUPERVISOR', 'ADMIN', 'OWNER')),
  active boolean not null default true,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  unique (tenant_id, user_id),
  unique (tenant_id, id)
);
create index on memberships (user_id);
call isolate_tenant('memberships');

-- People's names are read through their membership, so a tenant sees only its own people.
grant select, insert, update, delete on users, sessions, accounts, verifications, rate_limits to callfloor_system;
grant select (id, name, email, demo) on users to callfloor_app;
alter table users enable row level security;
alter table users force row level security;
create policy tenant on users for select to callfloor_app
  using (exists (select from memberships m where m.user_id = users.id and m.tenant_id = current_tenant()));
create policy system on users to callfloor_system using (true) with check (true);

create table audit (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  at timestamptz not null default now(),
  actor_id uuid,
  action text not null,
  subject_type text not null,
  subject_id text,
  details jsonb not null default '{}'
);
create index on audit (tenant_id, at desc);
call isolate_tenant('audit');
-- What was audited stays.
revoke update, delete on audit from callfloor_app;
