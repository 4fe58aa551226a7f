-- Code tables as their publishers deliver them, one version beside the next, so that all replicas
-- code with the same one and an older keeps serving while a newer is read.
-- New tables only: locks nothing that exists, runs in milliseconds.
create table terminology_version (
  id           bigint generated always as identity primary key,
  system       text not null,
  version      text not null,
  checksum     text not null,
  source       text not null,
  state        text not null check (state in ('loading', 'ready', 'failed', 'retired')),
  concepts     int not null default 0,
  failure      text,
  begun_at     timestamptz not null default now(),
  in_force_at  timestamptz,
  -- the same files are read once
  unique (system, checksum)
);

-- Read and written as a whole, in order: the primary keys are all the indexes they need. Look-ups go
-- to an index in memory that each replica builds from these rows.
create table terminology_concept (
  version_id bigint not null references terminology_version on delete cascade,
  place      int not null,
  code       text not null,
  display    text not null,
  billable   boolean not null,
  kind       text not null,
  primary key (version_id, place)
);

-- names beside the official one
create table terminology_name (
  version_id bigint not null references terminology_version on delete cascade,
  place      int not null,
  code       text not null,
  text       text not null,
  primary key (version_id, place)
);
