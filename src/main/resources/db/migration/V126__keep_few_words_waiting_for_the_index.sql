-- What writers add to the index of search words waits in a list that every search reads from end to end,
-- usually up to 4 MB of it. With half of that a search took six times the processor time; an eighth of
-- it at most waits from now on, which makes a written record 0.01 ms dearer and the longest wait of a
-- registration shorter. Takes the index's lock for a moment.
alter index patient_search_words set (gin_pending_list_limit = 512);
