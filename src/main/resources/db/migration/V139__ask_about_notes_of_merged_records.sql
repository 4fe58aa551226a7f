-- Which waiting questions about notes went from the duplicate to the survivor, so that the reversal of
-- the merge takes those back. New table, no lock on others.
create table review_move (
  merge_id  uuid not null,
  review_id uuid not null references review on delete cascade,
  primary key (merge_id, review_id)
);
create index review_move_review on review_move (review_id);
