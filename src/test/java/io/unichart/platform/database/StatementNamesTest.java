package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select id from document where id = $1                                  | select document",
        "SELECT 1                                                               | select",
        "select * from rank_by_words($1, $2)                                    | select rank_by_words",
        "with q as (select $1::text) select d.id from q, passage d              | select",
        "with q as (select id from patient) select * from q join document d     | select patient",
        "with q (a) as materialized (select 1) select a from q                  | select",
        "insert into audit_entry (user_id) values ($1)                          | insert audit_entry",
        "with a as (insert into patient (id) values ($1) returning id) select 1 | insert patient",
        "update document set title = $1 where id = $2                           | update document",
        "delete from only passage where id = $1                                 | delete passage",
        "insert into word (w) values ($1) on conflict (w) do update set n = 1   | insert word",
        "with p as (select id from job for update skip locked) select id from p | select job",
        "select family from patient where family = 'from Zyxwvutnar where x'    | select patient",
        "select 'it''s from Zyxwvutnar'                                         | select",
        "select 1 -- from Zyxwvutnar                                            | select",
        "Zyxwvutnar                                                             | other",
        "lock table api_key in share mode                                       | lock"
      })
  void aStatementIsCalledByItsKindAndItsFirstTable(String sql, String name) {
    assertThat(StatementNames.read(sql).summary()).isEqualTo(name);
  }
}
