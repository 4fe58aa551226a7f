-- The same ranking with less work, as V021 left it:
--
-- 1. ts_rank of a single word that occurs n times is (1 + 1/4 + … + 1/n²) · 6/π². What is missing to 1
--    is all but exactly 6/π² · 1 / (n + ½), so the count comes back by arithmetic. Checked below for
--    every count that a vector can hold, on this server.
-- 2. Words that no passage has took part in the first threshold, which was then never reached.
-- 3. Who only wants what the words say beside something else need not pay for the last of k passages
--    that share nothing but a common word with the question: "at_least" bounds the share of what the
--    question's words could bring. 0 ranks all, as before.
-- Functions only; no lock, milliseconds.
create or replace function occurrences(words tsvector, word tsquery) returns int
  language sql immutable parallel safe
  return round(0.607927101854027 / (1 - ts_rank('{1,1,1,1}'::real[], words, word)::float8) - 0.5)::int;

do $$
begin
  if exists (
    select from generate_series(0, 255) as n,
      lateral (
        select ('y:1' || coalesce(
          (select ',x:' || string_agg(i::text, ',') from generate_series(1, n) as i), ''))::text as text) as made
    where occurrences(replace(made.text, ',x:', ' x:')::tsvector, 'x') <> n) then
    raise exception 'ts_rank of this server is not what the ranking by words relies on';
  end if;
end
$$;
drop function word_rank_midpoints();

drop function rank_by_words(text, text, int, bigint[]);
create function rank_by_words(
    of_unit text, question text, k int, documents bigint[] default null, at_least float8 default 0)
  returns table (id bigint, score float8) language plpgsql stable rows 100 set jit = off as $$
declare
  b constant float8 := case of_unit when 'passage' then 0.4 else 0.75 end;
  considered constant int := 10;
  mean_length float8;
  word text[];
  weight float8[];
  bound float8[];
  total float8;
  tail float8;
  floor float8;
  threshold float8;
  formula text;
  filter text;
  ids bigint[];
  scores float8[];
begin
  select greatest(sum(t.length)::float8 / nullif(sum(t.units), 0), 1) into mean_length
  from word_total t where t.unit = of_unit;
  select array_agg(quote_literal(q.word)), array_agg(q.weight), array_agg(1.9 * q.weight + 1e-6), sum(1.9 * q.weight + 1e-6)
  into word, weight, bound, total
  from question_words(of_unit, question) q
  where exists (
    select from word_frequency f where f.unit = of_unit and f.word = q.word collate "C");
  if word is null then
    return;
  end if;
  select string_agg(format('%s * (1 - norm / (occurrences(words, %L) + norm))', 1.9 * weight[i], word[i]), ' + ')
  into formula from generate_series(1, cardinality(word)) as i;
  tail := coalesce((select sum(x) from unnest(bound[considered + 1:]) as x), 0);
  floor := at_least * total;
  threshold := case when documents is null then greatest(0.45 * total, floor) else floor end;
  loop
    filter := case when threshold > 0 then words_reaching(word[:considered], bound[:considered], 1, threshold - tail) end;
    if filter is null or filter = '+' then
      filter := array_to_string(word, '|');
    end if;
    execute format(
      'select array_agg(id order by score desc, id), array_agg(score order by score desc, id)
       from (
         select id, %1$s as score
         from (
           select %2$I as id, words, 0.9 * (1 - %3$s + %3$s * length / %4$s) as norm
           from %5$I
           where words @@ %6$L::tsquery %7$s) as candidate
         order by score desc, id
         limit $1) as best',
      formula, of_unit || '_id', b, coalesce(mean_length, 1), of_unit || '_words', filter,
      case when documents is not null then 'and document_id = any($2)' end)
    into ids, scores using k, documents;
    exit when threshold <= floor or scores[k] >= threshold;
    threshold := greatest(floor, coalesce(scores[k], case when threshold > 0.3 * total then 0.5 * threshold else 0 end));
  end loop;
  return query select found.id, found.score from unnest(ids, scores) as found (id, score) where found.score >= floor;
end
$$;
