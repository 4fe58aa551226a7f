-- Vectors, for the dense leg of the search. A real server has pgvector. The embedded server has not,
-- and there only (placeholder stand_in) a domain and an operator of the same names take its place:
-- exact, good for a laptop. Locks nothing that exists; runs in milliseconds.
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;
create extension if not exists unaccent;
do $$
begin
  create extension if not exists vector;
exception when undefined_file or feature_not_supported then
  if '${stand_in}' <> 'true' then
    raise exception 'pgvector is missing on this server';
  end if;
  create domain vector as real[];
  create function cosine_distance(a real[], b real[]) returns double precision
    language sql immutable strict parallel safe
    as 'select 1 - (sum(x * y) / nullif(sqrt(sum(x * x)) * sqrt(sum(y * y)), 0))::double precision
        from (select unnest(a)::double precision as x, unnest(b)::double precision as y) as pairs';
  create operator <=> (leftarg = real[], rightarg = real[], function = cosine_distance);
end
$$;
