-- What scoring has learned: the model that a deduplication trained on the whole population, sharpened by
-- the decisions of reviewers, and how common the commonest values are. A row is never changed; the
-- newest holds. New table, no lock on others.
create table match_knowledge (
  id         bigint generated always as identity primary key,
  version    text not null,
  model      text not null, -- as trained, before decisions sharpened it
  sharpened  text not null, -- what scores
  terms      jsonb not null, -- field to value to share of the records that hold it
  patients   bigint not null,
  decisions  bigint not null,
  created_at timestamptz not null default clock_timestamp()
);

-- which job found a pair, so that a job that starts again goes on counting
alter table review add column job_id uuid; -- a job row stays, so no foreign key is needed
create index review_of_job on review (job_id) where job_id is not null;
