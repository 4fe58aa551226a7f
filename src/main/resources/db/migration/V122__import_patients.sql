-- Whose record a line of an import is about. The key is a hash of the sender's own id (external_id), of an
-- MRN with its system, or of the whole line when it has neither; what came last is kept as a hash, so that
-- an import that is sent again, or goes on after a crash, changes nothing that it has done already. MRNs of
-- records that were registered otherwise are claimed too, without a hash. New tables, no lock on others.
create table patient_source (
  key        uuid primary key,
  patient_id uuid not null,
  content    uuid
);
-- a record that is removed gives its keys back
create index patient_source_patient on patient_source (patient_id);

-- What an import that was sent with async=true has still to do: checked lines, compressed, each row
-- removed in the transaction that writes its patients.
create table patient_import_chunk (
  job_id   uuid not null,
  place    int not null,
  lines    int not null,
  body     bytea not null,
  added_at timestamptz not null default now(),
  primary key (job_id, place)
);
