-- What a steward decides: whether two records are one person, or to whom a note belongs. The pair is
-- kept as it was scored, level by level, so that decisions can sharpen the weights later. A rejected
-- pair is apart for good: it stands in patient_apart, which everything that proposes pairs respects;
-- what a merge makes of such rows goes away with its reversal. New tables, no lock on others.
create table review (
  id               uuid primary key,
  kind             text not null check (kind in ('patients', 'note')),
  patient_id_a     uuid not null references patient,
  patient_id_b     uuid references patient,
  document_id      bigint,
  match_score      double precision not null,
  match_quality    text not null,
  score_breakdown  jsonb not null,
  detection_method text not null,
  status           text not null check (status in ('pending', 'confirmed', 'rejected', 'auto_merged')),
  reviewed_by      text,
  reviewed_at      timestamptz,
  reason           text,
  created_at       timestamptz not null,
  check ((kind = 'patients') = (patient_id_b is not null)),
  check ((kind = 'note') = (document_id is not null))
);
-- GET /reviews: the likeliest first
create index review_by_status on review (status, match_score desc, id);
create index review_by_score on review (match_score desc, id);
-- a pair is put up once, whichever comes first
create unique index review_pending_pair on review
  (least(patient_id_a, patient_id_b), greatest(patient_id_a, patient_id_b))
  where kind = 'patients' and status = 'pending';
create unique index review_pending_note on review (document_id, patient_id_a)
  where kind = 'note' and status = 'pending';
-- what a merge settles
create index review_of_b on review (patient_id_b) where status = 'pending';
create index review_of_a on review (patient_id_a) where status = 'pending';

create table patient_apart (
  one      uuid not null references patient,
  other    uuid not null references patient,
  merge_id uuid, -- set where a merge handed it on to the survivor
  at       timestamptz not null,
  primary key (one, other),
  check (one < other)
);
create index patient_apart_other on patient_apart (other);
