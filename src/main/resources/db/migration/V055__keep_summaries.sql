-- Summaries, kept by what they are made from: the text, the model, the prompt's version and the parameters, all
-- hashed into the key. A row without a summary is a claim: who holds it computes, everybody else waits, whatever
-- process they are in. A claim that was left alone runs out.
create table summary (
  key               bytea primary key,
  document_id       bigint references document on delete cascade,
  claimant          uuid not null,
  claimed_until     timestamptz not null,
  summary           text,
  model_used        text,
  prompt_tokens     integer not null default 0,
  completion_tokens integer not null default 0,
  total_tokens      integer not null default 0,
  created_at        timestamptz not null default now()
);

-- For forgetting the summaries of a document that changed.
create index summary_of_document on summary (document_id);

-- For forgetting the summaries of texts that were only sent, after a week.
create index summary_of_text on summary (created_at) where document_id is null;
