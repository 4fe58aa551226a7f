-- Documents, every former version of their text, and the passages they are cut into.
-- New tables only: locks nothing that exists, runs in milliseconds.
create table document (
  id                   bigint generated always as identity primary key,
  version              int not null default 1,
  title                text not null,
  content              text not null,
  content_repaired     text,
  page_starts          int[] not null default '{}',
  source               text,
  patient_id           uuid,
  patient_match_status text not null default 'none',
  patient_match_score  double precision,
  created_at           timestamptz not null,
  updated_at           timestamptz not null
);
-- the documents of one patient, in order
create index document_patient on document (patient_id, id) where patient_id is not null;

create table document_version (
  document_id bigint not null references document on delete cascade,
  version     int not null,
  title       text not null,
  content     text not null,
  page_starts int[] not null,
  written_at  timestamptz not null,
  primary key (document_id, version)
);

create table passage (
  id           bigint generated always as identity primary key,
  document_id  bigint not null references document on delete cascade,
  index        int not null,
  text         text not null,
  context      text not null,
  start_offset int not null,
  end_offset   int not null,
  page         int,
  header       boolean not null,
  unique (document_id, index)
);

-- What has been imported under which key (a file's path, a sender's own id), so that nothing comes in
-- twice. The row outlives a deleted document: what somebody removed does not return by itself.
create table document_origin (
  kind         text not null,
  key          text not null,
  content_hash bytea,
  document_id  bigint references document on delete set null,
  primary key (kind, key)
);
create index document_origin_document on document_origin (document_id);

-- Runs of the folder import, so that every pod can tell how far it is.
create table document_import (
  id          bigint generated always as identity primary key,
  started_at  timestamptz not null,
  updated_at  timestamptz not null,
  finished_at timestamptz,
  total       int not null,
  created     int not null default 0,
  updated     int not null default 0,
  skipped     int not null default 0,
  failed      jsonb not null default '[]'
);
