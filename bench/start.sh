#!/usr/bin/env bash
# Start-up and memory of the packaged jar with its embedded database: first start, second start.
#
#   bench/start.sh [RUNS]     prints a table, and JSON to bench/out/start.json
#   SEED_DIR=…                a folder of notes in place of the built-in samples
#
# First start: unpack and make the database, migrate, seed, embed. Second: the kept data directory.
# Time is measured from the start of the process to the first 200 of /readyz; memory after seeding.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
runs=${1:-3}
jar=$(find target -maxdepth 1 -name "unichart-*.jar" | head -n 1)
[ -n "$jar" ] || { echo "first: mvn -DskipTests package"; exit 1; }
work=$(mktemp -d)
pid=
stop() { if [ -n "$pid" ]; then kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; pid=; fi; }
trap 'stop; rm -rf "$work"' EXIT
port=$((20000 + RANDOM % 10000))
base=http://127.0.0.1:$port
mkdir -p bench/out

now() { date +%s%3N; }
# begin: starts the jar, leaves milliseconds to /readyz in $took
begin() {
  local begun
  begun=$(now)
  (cd "$work" && SERVER_PORT=$port MANAGEMENT_PORT=0 exec java -jar "$OLDPWD/$jar") >"$work/log" 2>&1 &
  pid=$!
  until curl -fsS -m 1 -o /dev/null "$base/readyz" 2>/dev/null; do
    kill -0 "$pid" 2>/dev/null || { tail -n 30 "$work/log"; exit 1; }
    sleep 0.05
  done
  took=$(($(now) - begun))
}
seeded() {
  local stats
  stats=$(curl -fsS -m 5 "$base/api/v1/rag/stats" || true)
  [[ $stats =~ \"total_embeddings\":[1-9] && $stats =~ \"pending_documents\":0[,}] ]]
}
resident() { awk '/^VmRSS/ {printf "%d", $2 / 1024}' "/proc/$pid/status"; }

begun=$(now)
begin
first=$took
until seeded; do
  [ $(($(now) - begun)) -lt 600000 ] || { echo 'not seeded within ten minutes'; exit 1; }
  sleep 0.1
done
all=$(($(now) - begun))
for _ in $(seq 100); do
  curl -fsS -m 30 -o /dev/null -H 'content-type: application/json' \
    -d '{"question":"What dose of metformin does Ingrid Halvorsen take?"}' "$base/api/v1/rag/answer_question" || true
done
rss=$(resident)
stop
second=()
for _ in $(seq "$runs"); do
  begin
  second+=("$took")
  stop
done
best=$(printf '%s\n' "${second[@]}" | sort -n | head -n 1)
median=$(printf '%s\n' "${second[@]}" | sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}')
printf '%-52s %8d ms\n' 'first start to /readyz' "$first" 'first start until everything is embedded' "$all" \
  "second start to /readyz, median of $runs" "$median" 'second start to /readyz, best' "$best"
printf '%-52s %8d MiB\n' 'resident after seeding and 100 questions (JVM only)' "$rss"
printf '%-52s %8d MB\n' 'jar' $(($(stat -c %s "$jar") / 1000000))
printf '{"first_ready_ms":%d,"first_embedded_ms":%d,"second_ready_ms":[%s],"rss_mib":%d}\n' \
  "$first" "$all" "$(IFS=,; echo "${second[*]}")" "$rss" >bench/out/start.json
