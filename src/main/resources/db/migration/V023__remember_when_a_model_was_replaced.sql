-- The vectors of a replaced model stay for a while: other processes may still ask for them. Adds a column
-- without a default: a short exclusive lock on a table of a few rows.
alter table embedding_model add column retired_at timestamptz;
