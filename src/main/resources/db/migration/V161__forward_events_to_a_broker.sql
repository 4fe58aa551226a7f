-- How far events were forwarded to Kafka. Who forwards holds the lock on this row, so one process does it
-- at a time. A new row, no lock on others.
insert into event_cursor (name, position) values ('kafka', 0) on conflict do nothing;
