-- BM25 with k1 = 0.9 and b = 0.4 (passages; 0.75 for documents, whose lengths differ more), computed
-- where the words are. Functions only; no lock, milliseconds.
--
-- 1. ts_rank of a single word grows strictly with the number of its occurrences. word_rank_midpoints()
--    freezes the values between 1, 2, … 255 occurrences as this server computes them, so that
--    width_bucket turns a rank into the exact count; unnesting the vector costs twenty times as much.
-- 2. A passage can score at most 1.9 idf for each word. A tsquery that admits exactly those passages
--    whose bound can reach the best k lets GIN throw out the rest. The first threshold is a guess; when
--    the k-th score found is below it, the search runs again with that score as threshold. Hence exact.
do $$
declare
  midpoints float8[];
begin
  select array_agg((rank + former) / 2 order by n) into midpoints
  from (
    select n, rank, lag(rank, 1, 0::float8) over (order by n) as former
    from (
      select n,
        ts_rank('{1,1,1,1}', ('x:' || (select string_agg(i::text, ',') from generate_series(1, n) as i))::tsvector,
          'x')::float8 as rank
      from generate_series(1, 255) as n) as ranks) as steps;
  execute format(
    'create function word_rank_midpoints() returns float8[] language sql immutable parallel safe return %L::float8[]',
    midpoints);
end
$$;

create function occurrences(words tsvector, word tsquery) returns int
  language sql immutable parallel safe
  return width_bucket(ts_rank('{1,1,1,1}'::real[], words, word)::float8, word_rank_midpoints());

-- The words of a question with their weights, heaviest first: how often it has the word, times
-- ln(1 + (N - n + 0.5) / (n + 0.5)).
create function question_words(of_unit text, question text) returns table (word text, weight float8)
  language sql stable rows 12 as $$
  with total as (
    select greatest(coalesce(sum(units), 0), 0)::float8 as units from word_total where unit = of_unit
  )
  select w.lexeme,
    cardinality(w.positions)
      * ln(1 + (greatest(total.units - found.units, 0) + 0.5) / (found.units + 0.5))
  from total, unnest(word_vector(question)) as w,
    lateral (
      select greatest(coalesce(sum(f.units), 0), 0)::float8 as units
      from word_frequency f
      where f.unit = of_unit and f.word = w.lexeme collate "C") as found
  order by 2 desc, 1
  limit 64
$$;

-- The tsquery of all ways in which words from place i on can still bring "need"; '+' when none is needed.
create function words_reaching(word text[], bound float8[], i int, need float8) returns text
  language plpgsql immutable as $$
declare
  with_it text;
  without_it text;
begin
  if need <= 0 then
    return '+';
  end if;
  if i > cardinality(word) or (select sum(b) from unnest(bound[i:]) as b) < need then
    return null;
  end if;
  with_it := words_reaching(word, bound, i + 1, need - bound[i]);
  without_it := words_reaching(word, bound, i + 1, need);
  with_it := case when with_it = '+' then word[i] when with_it is not null then word[i] || '&' || with_it end;
  return case
    when without_it = '+' or with_it is null then without_it
    when without_it is null then with_it
    else '(' || with_it || '|' || without_it || ')' end;
end
$$;

-- The best k passages or documents for a question, of all or of some documents only.
create function rank_by_words(of_unit text, question text, k int, documents bigint[] default null)
  returns table (id bigint, score float8) language plpgsql stable rows 100 set jit = off as $$
declare
  b constant float8 := case of_unit when 'passage' then 0.4 else 0.75 end;
  mean_length float8;
  word text[];
  weight float8[];
  bound float8[];
  total float8;
  tail float8;
  threshold float8;
  formula text;
  filter text;
  ids bigint[];
  scores float8[];
begin
  select greatest(sum(t.length)::float8 / nullif(sum(t.units), 0), 1) into mean_length
  from word_total t where t.unit = of_unit;
  select array_agg(quote_literal(q.word)), array_agg(q.weight) into word, weight
  from question_words(of_unit, question) q;
  if word is null then
    return;
  end if;
  select array_agg(1.9 * w + 1e-6), sum(1.9 * w + 1e-6) into bound, total from unnest(weight) as w;
  select string_agg(format('%s * (1 - norm / (occurrences(words, %L) + norm))', 1.9 * weight[i], word[i]), ' + ')
  into formula from generate_series(1, cardinality(word)) as i;
  tail := coalesce((select sum(x) from unnest(bound[11:]) as x), 0);
  threshold := case when documents is null then 0.45 * total else 0 end;
  loop
    filter := case when threshold > 0 then words_reaching(word[:10], bound[:10], 1, threshold - tail) end;
    if filter is null or filter = '+' then
      filter := array_to_string(word, '|');
      threshold := 0;
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
    exit when threshold = 0 or scores[k] >= threshold;
    threshold := coalesce(scores[k], case when threshold < 0.12 * total then 0 else 0.5 * threshold end);
  end loop;
  return query select unnest(ids), unnest(scores);
end
$$;

-- For given passages: their BM25 score for a question, that score as a share of the most any passage
-- could have, and which share of the question's words (by weight) they hold at all.
create function weigh_by_words(question text, passages bigint[])
  returns table (id bigint, score float8, share float8, coverage float8)
  language plpgsql stable rows 200 as $$
declare
  mean_length float8;
  word text[];
  weight float8[];
  total float8;
  formula text;
  covered text;
begin
  select greatest(sum(t.length)::float8 / nullif(sum(t.units), 0), 1) into mean_length
  from word_total t where t.unit = 'passage';
  select array_agg(quote_literal(q.word)), array_agg(q.weight), sum(q.weight) into word, weight, total
  from question_words('passage', question) q;
  if word is null then
    return query select p, 0::float8, 0::float8, 0::float8 from unnest(passages) as p;
    return;
  end if;
  select
    string_agg(format('%s * (1 - norm / (occurrences(words, %L) + norm))', 1.9 * weight[i], word[i]), ' + '),
    string_agg(format('case when words @@ %L::tsquery then %s else 0 end', word[i], weight[i]), ' + ')
  into formula, covered from generate_series(1, cardinality(word)) as i;
  return query execute format(
    'select passage_id, score, score / %3$s, coverage / %4$s
     from (
       select passage_id, (%1$s)::float8 as score, (%2$s)::float8 as coverage
       from (
         select passage_id, words, 0.9 * (0.6 + 0.4 * length / %5$s) as norm
         from passage_words where passage_id = any($1)) as candidate) as weighed',
    formula, covered, 1.9 * total, total, coalesce(mean_length, 1))
  using passages;
end
$$;
