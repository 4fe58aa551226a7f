-- A search that finds no more than a thousand patients in its most forgiving tier is read once: which tier
-- found each is then judged from its words. Only a broad search is asked tier by tier as before. Replaces
-- a function, no lock on tables.
create or replace function find_patients(
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
  broadest tsquery := queries[cardinality(queries)];
  found_ids uuid[];
  found_labels text[];
  found_tiers int[];
  more_ids uuid[];
  more_labels text[];
  more int;
  tier int := 0;
begin
  -- every tier finds what those before it find, so the number of tiers that agree tells the first
  execute 'select array_agg(patient_id), array_agg(label), array_agg(first) from
             (select patient_id, label,
                     (select 1 + count(*) from unnest($3) as stricter where not (words @@ stricter))
                       as first
              from (select patient_id, label, words from patient_search
                    where words @@ $1 limit $2) as hit) as judged'
    into found_ids, found_labels, found_tiers
    using broadest, block + 1, queries[1:cardinality(queries) - 1];
  total := coalesce(cardinality(found_ids), 0);
  if total > block then
    found_ids := '{}';
    found_labels := '{}';
    found_tiers := '{}';
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
