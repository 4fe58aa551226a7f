-- A search reads its most forgiving tier once: that tells how many patients there are, and up to a thousand are
-- judged by the stricter tiers. Only beyond a thousand are the tiers asked one by one, and only until the page is
-- full. Before, a broad search was read three times and a thousand records were judged for nothing. The larger
-- memory keeps the places of a common word exact. Replaces a function, no lock on tables.
create or replace function find_patients(
  p_queries text[], p_labels text[], p_skip int, p_page int, p_count int,
  out total int, out ids uuid[], out tiers int[])
language plpgsql stable
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set work_mem = '64MB'
as $$
declare
  block constant int := 1000;
  wanted int := p_skip + p_page;
  enough int := ((wanted + block - 1) / block) * block;
  queries tsquery[] := p_queries;
  last int := cardinality(p_queries);
  found_ids uuid[];
  found_labels text[];
  found_words tsvector[];
  found_tiers int[];
  more_ids uuid[];
  more_labels text[];
  tier int := 0;
begin
  execute 'select array_agg(patient_id) filter (where n <= $3),
                  array_agg(label) filter (where n <= $3),
                  array_agg(words) filter (where n <= $3),
                  count(*)
           from (select patient_id, label, words, row_number() over () as n
                 from (select patient_id, label, words from patient_search
                       where words @@ $1 limit $2) as hit) as numbered'
    into found_ids, found_labels, found_words, total
    using queries[last], greatest(p_count, enough), block;
  if total <= block then
    -- every tier finds what those before it find, so the number that disagree tells the first
    select array_agg((select 1 + count(*) from unnest(queries[1:last - 1]) as stricter
                      where not (words @@ stricter)) order by n)
      into found_tiers from unnest(found_words) with ordinality as f(words, n);
  else
    found_ids := '{}';
    found_labels := '{}';
    found_tiers := '{}';
    while tier < last and cardinality(found_ids) < wanted loop
      tier := tier + 1;
      execute 'select array_agg(patient_id), array_agg(label)
               from (select patient_id, label from patient_search
                     where words @@ $1 limit $2) as hit
               where patient_id <> all ($3)'
        into more_ids, more_labels using queries[tier], enough, found_ids;
      if more_ids is not null then
        found_ids := found_ids || more_ids;
        found_labels := found_labels || more_labels;
        found_tiers := found_tiers || array_fill(tier, array[cardinality(more_ids)]);
      end if;
    end loop;
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
