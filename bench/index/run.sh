#!/usr/bin/env bash
# Import, match requests, registrations and search, against the packaged service and a real PostgreSQL 17 in a container.
# usage: bench/index/run.sh [SIZE=1000000] [PART ...]      (build first: mvn -DskipTests package)
# Parts, all of them when none is named: load (an empty database, SIZE generated patients over HTTP), match, register,
# search. Database and service stay for further parts; the part "drop" removes them. Figures go to target/bench-index.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd); root=$(cd "$here/../.." && pwd)
size=${1:-1000000}; shift || true
parts=${*:-load match register search}
name=${BENCH_NAME:-unichart-bench-index}; db=${BENCH_DB_PORT:-15466}; port=${BENCH_PORT:-18466}
out=${BENCH_OUT:-$root/target/bench-index}
url=http://localhost:$port/api/v1/patients
mkdir -p "$out/classes"
"$root/../shared/tools/docker-engine-up" >&2 || { echo "skipped: no container engine"; exit 0; }
jar=$(find "$root/target" -maxdepth 1 -name "unichart-*.jar" | head -n 1)
[ -n "$jar" ] || { echo "build first: mvn -DskipTests package" >&2; exit 1; }
javac -cp "$root/target/classes" -d "$out/classes" "$here"/*.java
drive() { java -cp "$root/target/classes:$out/classes" Drive "$@" | tee -a "$out/figures.jsonl"; }
sql() { docker exec -i "$name" psql -qtAX -U unichart -v ON_ERROR_STOP=1 "$@"; }

halt() {
  [ -f "$out/pid" ] || return 0
  kill "$(cat "$out/pid")" 2>/dev/null || true
  while kill -0 "$(cat "$out/pid")" 2>/dev/null; do sleep 1; done
  rm "$out/pid"
}
serve() {
  if [ -f "$out/pid" ] && kill -0 "$(cat "$out/pid")" 2>/dev/null; then return; fi
  (cd "$out" && exec env SECURITY_MODE=open SERVER_PORT="$port" MANAGEMENT_PORT=$((port + 1)) SEED_DIR="$out/none" \
    DATABASE_URL="postgresql://unichart@127.0.0.1:$db/unichart?sslmode=disable" \
    java -Xmx1g -jar "$jar" >"$out/service.log" 2>&1 7>&- 8>&- 9>&-) &
  echo $! >"$out/pid"
  until curl -fsS "localhost:$port/readyz" >/dev/null 2>&1; do sleep 1; done
}
begin() {
  halt
  docker rm --force --volumes "$name" >/dev/null 2>&1 || true
  "$root/../shared/tools/local-base-images" postgres >&2
  docker run --detach --name "$name" --publish "127.0.0.1:$db:5432" --shm-size 1g \
    --env POSTGRES_USER=unichart --env POSTGRES_DB=unichart --env POSTGRES_HOST_AUTH_METHOD=trust \
    pgvector/pgvector:pg17 postgres -c shared_buffers=1GB -c max_wal_size=4GB >/dev/null
  until docker exec "$name" pg_isready -q -h 127.0.0.1 -U unichart; do sleep 1; done
}
# processor time so far, in ms: service, database
used() {
  local group
  # as the container sees its own group: cgroup v2 tells microseconds, v1 nanoseconds
  group=$(docker exec "$name" sh -c 'cat /sys/fs/cgroup/cpu.stat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null || true')
  awk '{printf "%d ", ($14 + $15) * 10}' "/proc/$(cat "$out/pid")/stat"
  awk '/^usage_usec/ {ms = $2 / 1000} NF == 1 {ms = $1 / 1000000} END {if (!ms) exit 1; printf "%d\n", ms}' <<<"$group" \
    || { echo "the processor time of $name cannot be read" >&2; return 1; }
}
cost() { # WHAT COUNT BEFORE...: processor time of each
  local now; now=$(used)
  awk -v w="$1" -v n="$2" -v b="$3 $4" -v e="$now" 'BEGIN {split(b, x); split(e, y);
    printf "{\"what\":\"cpu of %s\",\"service_ms\":%.2f,\"database_ms\":%.2f}\n", w, (y[1]-x[1])/n, (y[2]-x[2])/n}' | tee -a "$out/figures.jsonl"
}

nproc; uptime
for part in $parts; do
  case $part in
    load)
      begin
      serve
      [ -s "$out/people-$size.csv" ] \
        || java -jar "$jar" generate-population --size "$size" --duplicates 0.2 --seed 42 --output "$out/people-$size.csv"
      before=$(used) begun=$(date +%s)
      curl -sS -H 'Content-Type: text/csv' -T "$out/people-$size.csv" -X POST -o "$out/imported.json" "$url/import"
      echo "{\"what\":\"import\",\"patients\":$size,\"seconds\":$(($(date +%s) - begun))}" | tee -a "$out/figures.jsonl"
      # shellcheck disable=SC2086
      cost import "$size" $before
      awk '/^VmHWM/ {printf "{\"what\":\"peak resident of the service\",\"mb\":%d}\n", $2 / 1024}' \
        "/proc/$(cat "$out/pid")/status" | tee -a "$out/figures.jsonl"
      sql -c "vacuum analyze"
      ;;
    match)
      serve
      drive match "$url/match" "$size" 50 30 # makes it warm
      before=$(used)
      drive match "$url/match" "$size" 50 40
      # shellcheck disable=SC2086
      cost 'a match request' 2300 $before
      ;;
    register)
      serve
      drive register "$url" "$(date +%s)" 8 40 # makes it warm
      before=$(used) stored=$(sql -c 'select count(*) from patient')
      drive register "$url" "$(($(date +%s) + 1))" 8 30
      # shellcheck disable=SC2086
      cost 'a registration' $(($(sql -c 'select count(*) from patient') - stored)) $before
      ;;
    search)
      serve
      java "$here/../search/Search.java" "http://localhost:$port" "$out/people-$size.csv" 200 1 | tee "$out/search-1.txt"
      ;;
    drop)
      halt
      docker rm --force --volumes "$name" >/dev/null
      rm -f "$out"/people-*.csv
      ;;
    *) echo "no such part: $part" >&2; exit 2 ;;
  esac
done
[ ! -f "$out/pid" ] || sql -F ' ' -c "select relname, pg_size_pretty(pg_total_relation_size(oid)) from pg_class
  where relname in ('patient', 'patient_version', 'patient_view', 'patient_key', 'patient_search', 'audit_entry', 'event')"
