-- A merge keeps both records as they were and the survivor as it became, so that its reversal
-- restores exactly what it changed and keeps what was edited since. New table, no lock on others.
create table merge_record (
  id                   uuid primary key,
  master_patient_id    uuid not null references patient,
  duplicate_patient_id uuid not null references patient,
  status               text not null check (status in ('completed', 'reversed')),
  merged_by            text not null,
  merge_reason         text,
  match_score          double precision,
  merged_at            timestamptz not null,
  place                bigint generated always as identity,
  master_before        jsonb not null,
  duplicate_before     jsonb not null,
  master_after         jsonb not null,
  reversed_by          text,
  reverse_reason       text,
  reversed_at          timestamptz
);
-- GET /merges?patient_id=, and: does a later merge stand on this one?
create index merge_record_master on merge_record (master_patient_id, place desc);
create index merge_record_duplicate on merge_record (duplicate_patient_id, place desc);
