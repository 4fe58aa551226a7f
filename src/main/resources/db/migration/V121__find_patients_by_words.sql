-- What a search finds patients by: one row for each active record, written in the transaction of the
-- record itself (so there is no foreign key to check a million times in an import). The words are
-- folded before they come here; prefixes mark what kind a word is: n: the present name, i: its initials,
-- y: the year of birth. New tables, no lock on others.
create table patient_search (
  patient_id uuid primary key,
  label      text collate "C" not null,
  words      tsvector not null
);
-- find_patients below
create index patient_search_words on patient_search using gin (words);

-- Every word of names and places that was ever written, with the hashes of its neighbours (the word
-- with letters left out) and of its sound: a misspelt word is known by the neighbours that it shares.
create table search_word (
  word text collate "C" primary key,
  keys int[] not null
);
-- which words share a neighbour or a sound with one that somebody typed
create index search_word_keys on search_word using gin (keys);

-- Patients that a search finds, best first. The queries stand in tiers, from the strictest to the most
-- forgiving; one that an earlier tier found is not found again, and a tier is not asked when those
-- before it found enough. Inside a tier a thousand at a time are ordered by whole name, then by label, so
-- that pages stay stable. Everything is counted, but no further than p_count.
create function find_patients(
  p_queries text[], p_labels text[], p_skip int, p_page int, p_count int,
  out total int, out ids uuid[], out tiers int[])
language plpgsql stable
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
declare
  block constant int := 1000;
  enough int := ((p_skip + p_page + block - 1) / block) * block;
  queries tsquery[] := p_queries;
  found_ids uuid[] := '{}';
  found_labels text[] := '{}';
  found_tiers int[] := '{}';
  more_ids uuid[];
  more_labels text[];
  more int;
  tier int := 0;
  broadest tsquery := queries[cardinality(queries)];
begin
  while tier < cardinality(queries) and cardinality(found_ids) < enough loop
    tier := tier + 1;
    if tier = 1 then
      execute 'select array_agg(patient_id), array_agg(label) from
                 (select patient_id, label from patient_search where words @@ $1 limit $2) as hit'
        into more_ids, more_labels using queries[1], enough;
    else
      execute 'select array_agg(patient_id), array_agg(label) from
                 (select patient_id, label from patient_search
                  where words @@ $1 and not (words @@ $3) limit $2) as hit'
        into more_ids, more_labels
        using queries[tier], enough - cardinality(found_ids), queries[tier - 1];
    end if;
    more := coalesce(cardinality(more_ids), 0);
    if more > 0 then
      found_ids := found_ids || more_ids;
      found_labels := found_labels || more_labels;
      found_tiers := found_tiers || array_fill(tier, array[more]);
    end if;
  end loop;
  if cardinality(found_ids) < enough then
    total := cardinality(found_ids);
  else
    execute 'select count(*) from (select from patient_search where words @@ $1 limit $2) as hit'
      into total using broadest, greatest(p_count, enough);
  end if;
  select array_agg(id order by place), array_agg(of_tier order by place) into ids, tiers
  from (
    select id, of_tier,
           row_number() over (
             order by of_tier, (n - 1) / block, (label = any(p_labels)) desc, label, id) as place
    from unnest(found_ids, found_labels, found_tiers) with ordinality as f(id, label, of_tier, n)
    order by place offset p_skip limit p_page
  ) as page;
end
$$;
