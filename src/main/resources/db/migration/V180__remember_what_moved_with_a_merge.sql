-- Which documents went from the duplicate's chart to the survivor's, so that the reversal of the merge
-- brings back those, and only those. New table, no lock on others.
create table chart_move (
  merge_id    uuid not null,
  document_id bigint not null references document on delete cascade,
  primary key (merge_id, document_id)
);
create index chart_move_document on chart_move (document_id);
