-- The records that share a blocking key with the one in question, at most p_most under each key; p_keys
-- is sorted. A registration asks for them alone: it takes a lock on each key first, held until its
-- transaction ends, and only then looks, with a snapshot that shows what the others before it wrote. One
-- call in place of two. Replaces nothing, no lock on tables.
create function patient_candidates(p_keys bigint[], p_most int, p_alone boolean)
returns table (patient_id uuid, view text, capped int)
language plpgsql volatile rows 30 as $$
begin
  if p_alone then
    perform pg_advisory_xact_lock(asked.key) from unnest(p_keys) as asked (key);
  end if;
  return query
  with hit as materialized (
    select asked.key, near.place
    from unnest(p_keys) as asked (key)
    cross join lateral (
      select k.place from patient_key k where k.key = asked.key order by k.place limit p_most
    ) near
  )
  select v.patient_id, v.view,
         (select count(*)::int
          from (select from hit group by hit.key having count(*) >= p_most) as full_keys)
  from patient_view v
  where v.place = any (array(select distinct hit.place from hit));
end
$$;
