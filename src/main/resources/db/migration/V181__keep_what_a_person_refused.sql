-- A person said that a note is not of the chart it was in, or of the patient put forward. The decision holds
-- while the note's header says the same, of which the fingerprint is kept. New table, no lock on others.
create table chart_refusal (
  document_id bigint primary key references document on delete cascade,
  header      bytea not null
);
