-- What a job was asked to do, beside how far it is, so that whichever process takes it over knows the job
-- by its id alone. The column comes without a value: no row is written anew, and the lock on the small
-- table lasts for a moment.
alter table job add column ordered jsonb;
