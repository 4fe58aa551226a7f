#!/usr/bin/env bash
# Match requests and registrations against the packaged service and a real PostgreSQL 17 in a container.
# usage: bench/index/run.sh [SIZE=1000000]      (build first: mvn -DskipTests package)
#   KEEP=1 leaves database and service running, REUSE=1 uses those of the last run
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd); root=$(cd "$here/../.." && pwd)
size=${1:-1000000}; name=unichart-bench-index; db=15466; port=18466; out=$root/target/bench-index
mkdir -p "$out/classes"
"$root/../shared/tools/docker-engine-up" >&2 || { echo "skipped: no container engine"; exit 0; }
"$root/../shared/tools/local-base-images" postgres >&2
javac -cp "$root/target/classes" -d "$out/classes" "$here"/*.java
drive() { java -cp "$root/target/classes:$out/classes" "$@"; }
sql() { docker exec -i "$name" psql -qtAX -U unichart -v ON_ERROR_STOP=1 "$@"; }
stop() {
  [ -n "${KEEP:-}" ] && return
  [ -f "$out/pid" ] && kill "$(cat "$out/pid")" 2>/dev/null || true
  docker rm --force --volumes "$name" >/dev/null 2>&1 || true
}
trap stop EXIT

if [ -z "${REUSE:-}" ]; then
  docker rm --force --volumes "$name" >/dev/null 2>&1 || true
  docker run --detach --name "$name" --publish "127.0.0.1:$db:5432" --shm-size 1g \
    --env POSTGRES_USER=unichart --env POSTGRES_DB=unichart --env POSTGRES_HOST_AUTH_METHOD=trust \
    pgvector/pgvector:pg17 postgres -c shared_buffers=1GB -c max_wal_size=4GB >/dev/null
  until docker exec "$name" pg_isready -q -h 127.0.0.1 -U unichart; do sleep 1; done
fi
serve() {
  [ -f "$out/pid" ] && kill "$(cat "$out/pid")" 2>/dev/null && sleep 5
  (cd "$out" && SECURITY_MODE=open SERVER_PORT=$port MANAGEMENT_PORT=$((port + 1)) SEED_DIR="$out/none" \
    DATABASE_URL="postgresql://unichart@127.0.0.1:$db/unichart?sslmode=disable" \
    exec java -Xmx1g -jar "$root"/target/unichart-*.jar >"$out/service.log" 2>&1) &
  echo $! >"$out/pid"
  until curl -fsS "localhost:$port/readyz" >/dev/null 2>&1; do sleep 1; done
}
if [ -z "${REUSE:-}" ]; then
  serve
  echo "loading $size patients" >&2
  drive Load "$size" | sql -c "create unlogged table load (id uuid, record jsonb)" -c "copy load from stdin"
  sql -c "insert into patient select id, 1, true, record, now(), now() from load" \
      -c "insert into patient_version select id, 1, true, record, now() from load" -c "drop table load"
  sql -c "update scheduled_tasks set execution_time = now() where task_name = 'take-patients-into-match-index'"
  begun=$(date +%s)
  while [ "$(sql -c 'select count(*) from patient_view')" -lt "$size" ]; do sleep 5; done
  echo "{\"what\":\"index\",\"patients\":$size,\"seconds\":$(( $(date +%s) - begun ))}" | tee "$out/figures.jsonl"
  sql -c "vacuum analyze patient_view" -c "vacuum analyze patient_key" -c "vacuum analyze patient" || true
  serve
fi
sql -F ' ' -c "select relname, pg_size_pretty(pg_total_relation_size(oid)) from pg_class
  where relname in ('patient', 'patient_view', 'patient_key')"
url=http://localhost:$port/api/v1/patients
exec 9>/tmp/bench.lock; flock 9
nproc; uptime
drive Drive match "$url/match" "$size" 50 40 | tee -a "$out/figures.jsonl"
drive Drive match "$url/match" "$size" 50 40 | tee -a "$out/figures.jsonl"
drive Drive register "$url" "$(date +%s)" 8 30 | tee -a "$out/figures.jsonl"
