-- The lexical leg: exact BM25 (Robertson and Zaragoza 2009) from core PostgreSQL, over passages and
-- over whole documents. Two narrow tables hold the word vectors (no text beside them, so that a scan
-- reads little); what BM25 counts over the whole collection is kept exact at every commit by
-- append-only rows, which a job folds together now and then. New tables only: no lock on others.

-- English word stems without the words that carry no meaning.
create text search dictionary unichart_stem (template = snowball, language = english, stopwords = english);
create text search configuration unichart (copy = pg_catalog.english);
alter text search configuration unichart
  alter mapping for asciiword, word, numword, hword, hword_part, hword_numpart, asciihword,
    hword_asciipart, numhword with unichart_stem;

-- The default parser takes "fever/chills" for a file and COVID-19 for a negative number: cut at all
-- punctuation (by code point, so that the server's locale has no say), alike in questions and in texts.
create function word_vector(text text) returns tsvector
  language sql immutable parallel safe
  return to_tsvector('unichart', regexp_replace(lower(text), '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\u2000-\u206f]+', ' ', 'g'));

-- How many words a vector stands for.
create function word_count(words tsvector) returns int
  language sql immutable parallel safe
  return (select coalesce(sum(cardinality(w.positions)), 0)::int from unnest(words) as w);

create table passage_words (
  passage_id  bigint primary key references passage on delete cascade,
  document_id bigint not null,
  words       tsvector not null,
  length      int not null
);
-- candidates by their words
create index passage_words_words on passage_words using gin (words);
-- the passages of a scope
create index passage_words_document on passage_words (document_id);

create table document_words (
  document_id bigint primary key references document on delete cascade,
  words       tsvector not null,
  length      int not null
);
-- candidates by their words
create index document_words_words on document_words using gin (words);

-- In how many units (passages or documents) a word stands: one folded row, and one more for every
-- statement that wrote or removed some. Only added to, so writers never wait for each other.
create table word_frequency (
  unit  text not null,
  word  text collate "C" not null,
  units bigint not null
);
create index word_frequency_word on word_frequency (unit, word) include (units);

-- How many units there are, and how many words they have together; rows as above.
create table word_total (
  unit   text not null,
  units  bigint not null,
  length bigint not null
);

create function count_words() returns trigger language plpgsql as $$
declare
  sign int := case tg_op when 'INSERT' then 1 else -1 end;
begin
  insert into word_frequency (unit, word, units)
  select tg_argv[0], w.word, sign * count(*)
  from moved, unnest(tsvector_to_array(moved.words)) as w (word)
  group by w.word;
  insert into word_total (unit, units, length)
  select tg_argv[0], sign * count(*), sign * coalesce(sum(length), 0)
  from moved
  having count(*) > 0;
  return null;
end
$$;
create trigger passage_words_added after insert on passage_words
  referencing new table as moved for each statement execute function count_words('passage');
create trigger passage_words_removed after delete on passage_words
  referencing old table as moved for each statement execute function count_words('passage');
create trigger document_words_added after insert on document_words
  referencing new table as moved for each statement execute function count_words('document');
create trigger document_words_removed after delete on document_words
  referencing old table as moved for each statement execute function count_words('document');

-- Folds the rows of a count into one each. Run by one job at a time; readers see all or nothing of it.
create function fold_word_counts() returns bigint language plpgsql as $$
declare
  folded bigint;
begin
  with taken as (
    delete from word_frequency f
    using (select unit, word from word_frequency group by unit, word having count(*) > 1) as many
    where f.unit = many.unit and f.word = many.word
    returning f.unit, f.word, f.units
  )
  insert into word_frequency (unit, word, units)
  select unit, word, sum(units) from taken group by unit, word having sum(units) <> 0;
  get diagnostics folded = row_count;
  with taken as (delete from word_total returning unit, units, length)
  insert into word_total (unit, units, length)
  select unit, sum(units), sum(length) from taken group by unit;
  return folded;
end
$$;
