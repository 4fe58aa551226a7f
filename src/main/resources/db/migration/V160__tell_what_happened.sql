-- The outbox: an event is a row written in the transaction of the change. A relay gives committed
-- rows their position, the order in which everybody reads them. Events of one subject keep their
-- order: changes of one person are serialised by the lock on its row, so their ids grow in the order
-- of their commits. New table, no lock on others.
create table event (
  id          bigint generated always as identity primary key,
  position    bigint unique,
  event_id    uuid not null default gen_random_uuid(),
  type        text not null,
  subject     text not null,
  at          timestamptz not null default clock_timestamp(),
  data        jsonb not null
);
-- what the relay has not placed yet
create index event_unplaced on event (id) where position is null;

create table event_cursor (
  name     text primary key,
  position bigint not null
);
insert into event_cursor (name, position) values ('placed', 0);

-- Places what has been committed; tells how many. One caller at a time does it.
create function event_place(most int) returns int language plpgsql as $$
declare
  last bigint;
  placed int;
begin
  select position into last from event_cursor where name = 'placed' for update skip locked;
  if last is null then
    return 0; -- another pod is at it
  end if;
  with next as (
    select id, row_number() over (order by id) as n
    from (select id from event where position is null order by id limit most) as open
  )
  update event set position = last + next.n from next where event.id = next.id;
  get diagnostics placed = row_count;
  if placed > 0 then
    update event_cursor set position = last + placed where name = 'placed';
  end if;
  return placed;
end
$$;
