-- The dense leg: one vector for each passage and model, and the queue of what is still to be embedded.
-- New tables only: no lock on others.

-- A model whose vectors are kept. The one that serves answers questions; another may be filled in the
-- background until it takes over.
create table embedding_model (
  id        int generated always as identity primary key,
  name      text not null unique,
  dimension int not null,
  serving   boolean not null default false
);
create unique index embedding_model_serving on embedding_model (serving) where serving;

create table passage_embedding (
  model_id    int not null references embedding_model on delete cascade,
  passage_id  bigint not null references passage on delete cascade,
  document_id bigint not null,
  embedding   vector not null,
  written     xid8 not null default pg_current_xact_id(),
  primary key (model_id, passage_id)
)
-- 768 numbers are 3 kB: keep them in the row rather than in a side table
with (toast_tuple_target = 8160);
-- what a delete of a passage removes
create index passage_embedding_passage on passage_embedding (passage_id);
-- the passages of a scope
create index passage_embedding_document on passage_embedding (model_id, document_id);
-- what was written since a reader last looked
create index passage_embedding_written on passage_embedding (written);

-- Documents whose passages wait for their vectors. A worker claims a row for a while (claimed_by,
-- claimed_until) with "for update skip locked", so no two take the same; the row goes in the transaction
-- that writes the last vector, so none is lost and none is written twice.
create table embedding_queue (
  document_id   bigint not null references document on delete cascade,
  model_id      int not null references embedding_model on delete cascade,
  queued_at     timestamptz not null,
  due_at        timestamptz not null,
  attempts      int not null default 0,
  failed        boolean not null default false,
  claimed_by    uuid,
  claimed_until timestamptz,
  primary key (model_id, document_id)
);
-- the next to be done
create index embedding_queue_due on embedding_queue (model_id, due_at, document_id) where not failed;
-- what a delete of a document removes
create index embedding_queue_document on embedding_queue (document_id);
