-- What is read from a header may change with our reading of headers, and a refused note would be put forward
-- again. So the text that the header stands in is remembered as well. Short: one row for each refusal.
-- Null where a pod of an older version writes one, during an upgrade or after a rollback.
alter table chart_refusal add column beginning bytea;

update chart_refusal refusal
set beginning = sha256(convert_to(left(coalesce(document.content_repaired, document.content), 1500), 'UTF8'))
from document
where document.id = refusal.document_id;
