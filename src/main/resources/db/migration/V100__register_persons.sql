-- Persons' records. The record is kept as the document that the API shows (jsonb): it is read and
-- written whole, its parts are many and sparse, and every former version is kept beside it for
-- history and for undoing a merge. What is searched or joined on stands in narrow tables of its own.
-- New tables, no lock on others.
create table patient (
  id          uuid primary key,
  version     int not null,
  active      boolean not null,
  record      jsonb not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  deleted_at  timestamptz
);

create table patient_version (
  patient_id uuid not null references patient,
  version    int not null,
  active     boolean not null,
  record     jsonb not null,
  at         timestamptz not null,
  primary key (patient_id, version)
);

create table patient_link (
  patient_id       uuid not null references patient,
  other_patient_id uuid not null references patient,
  type             text not null,
  merge_id         uuid, -- set where a merge made the link: only its reversal removes it
  created_at       timestamptz not null,
  primary key (patient_id, other_patient_id, type)
);
-- who points at me
create index patient_link_other on patient_link (other_patient_id);

create table organization (
  id         uuid primary key,
  record     jsonb not null,
  part_of    uuid references organization,
  active     boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- GET /organizations/{id}/children, and the walk upwards that finds circles
create index organization_part_of on organization (part_of, id) where part_of is not null;
