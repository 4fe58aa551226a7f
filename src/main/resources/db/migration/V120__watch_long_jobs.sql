-- What a caller watches of a long job (GET /jobs/{id}): db-scheduler knows what runs where, this table
-- what came of it. A row stays after the job has ended. New table, no lock on others.
create table job (
  id          uuid primary key,
  kind        text not null,
  status      text not null check (status in ('running', 'completed', 'failed', 'cancelled')),
  progress    double precision not null default 0 check (progress between 0 and 1),
  result      jsonb not null default '{}',
  reason      text,
  started_by  text not null,
  started_at  timestamptz not null,
  updated_at  timestamptz not null,
  finished_at timestamptz
);
