-- The audit trail: one row for each read or change of a person's chart, written in the transaction of
-- the change. Rows are append-only (the trigger), and sealed in batches whose hashes form a chain, so
-- that a later change or loss is found even if somebody went around the trigger.
-- New tables, no lock on others.
create table audit_entry (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default clock_timestamp(),
  user_id     text not null,
  action      text not null,
  entity_type text not null,
  entity_id   text not null,
  patient_id  uuid,
  old_values  jsonb,
  new_values  jsonb,
  ip_address  text,
  user_agent  text,
  seal        bigint
);
-- GET /patients/{id}/audit, /audit/recent (primary key), /audit/user, and the sealing job
create index audit_entry_patient on audit_entry (patient_id, id desc) where patient_id is not null;
create index audit_entry_user on audit_entry (user_id, id desc);
create index audit_entry_unsealed on audit_entry (id) where seal is null;
create index audit_entry_seal on audit_entry (seal, id) where seal is not null;

create table audit_seal (
  id        bigint primary key,
  entries   int not null,
  hash      bytea not null,
  sealed_at timestamptz not null default clock_timestamp()
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seal is null and new.seal is not null
     and to_jsonb(old) - 'seal' = to_jsonb(new) - 'seal' then
    return new;
  end if;
  raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function audit_is_append_only();
create trigger audit_entry_not_truncated before truncate on audit_entry
  for each statement execute function audit_is_append_only();

create function audit_seals_stay() returns trigger language plpgsql as $$
begin
  raise exception 'the audit seals are append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_seal_append_only before update or delete on audit_seal
  for each row execute function audit_seals_stay();
create trigger audit_seal_not_truncated before truncate on audit_seal
  for each statement execute function audit_seals_stay();

-- What a seal covers of an entry, as one text: any change of any column changes it.
create function audit_text(e audit_entry) returns text language sql stable as $$
  select jsonb_build_array(
    e.id, extract(epoch from e.at)::text, e.user_id, e.action, e.entity_type, e.entity_id,
    e.patient_id, e.old_values, e.new_values, e.ip_address, e.user_agent)::text
$$;

-- Seals what has been committed and is not sealed, at most so many entries; tells how many.
create function audit_seal_batch(most int) returns int language plpgsql as $$
declare
  previous record;
  ids bigint[];
  content text;
begin
  perform pg_advisory_xact_lock(715002);
  select array_agg(id order by id) into ids
  from (select id from audit_entry where seal is null order by id limit most) as open;
  if ids is null then
    return 0;
  end if;
  select id, hash into previous from audit_seal order by id desc limit 1;
  select string_agg(audit_text(e), E'\n' order by e.id) into content
  from audit_entry e where e.id = any(ids);
  update audit_entry set seal = coalesce(previous.id, 0) + 1 where id = any(ids);
  insert into audit_seal (id, entries, hash)
  values (coalesce(previous.id, 0) + 1, cardinality(ids),
          sha256(coalesce(previous.hash, ''::bytea) || convert_to(content, 'UTF8')));
  return cardinality(ids);
end
$$;
