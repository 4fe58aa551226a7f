-- What matching needs of a record: its comparison view (normalised values, so that scoring reads no
-- full record) and its blocking keys. Both are written in the transaction of the record's change. The
-- keys stand twice: as an array beside the view, so that a change knows what it takes away, and one
-- a row under an index, so that candidates come by one query with a limit per key. place is a short
-- name for a patient, because there are some twenty keys each. Records that were stored before are
-- taken in by a job. New tables, no lock on others.
create table patient_view (
  patient_id uuid primary key references patient,
  place      int generated always as identity unique,
  rules      int not null, -- the rules of normalisation and keys that made this row
  view       text not null,
  keys       bigint[] not null
);
-- which rows were made by older rules
create index patient_view_rules on patient_view (rules);

create table patient_key (
  key   bigint not null,
  place int not null,
  primary key (key, place) -- candidates: all places under a key, read from the index alone
);
alter table patient_key set (autovacuum_vacuum_insert_scale_factor = 0.05);
