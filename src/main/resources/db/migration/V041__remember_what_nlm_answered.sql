-- What the services of the National Library of Medicine answered to a phrase, so that they are asked
-- once and one replica profits from another. A phrase is kept as its hash only: it comes from a note.
-- New table, no lock on others.
create table terminology_nlm_answer (
  service    text not null,
  phrase     bytea not null,
  candidates jsonb not null,
  asked_at   timestamptz not null,
  primary key (service, phrase)
);
-- old answers are swept
create index terminology_nlm_answer_age on terminology_nlm_answer (asked_at);
