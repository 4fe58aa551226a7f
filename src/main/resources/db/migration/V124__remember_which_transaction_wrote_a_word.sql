-- Which transaction stored a word, so that a process that has read all words finds those that were
-- stored since. Words that stand already were stored before any of them. The default is a constant when
-- the column comes, so no row is written anew; the lock on the table lasts for the moment that the index
-- takes over what is a few hundred thousand rows for a million patients.
alter table search_word add column written xid8 not null default '0';
alter table search_word alter column written set default pg_current_xact_id();
-- the words that were stored since: StoredSpellings
create index search_word_written on search_word (written);
-- Beside a new word stand only the hashes of its sound from now on; the neighbours of earlier ones hurt
-- nobody.
