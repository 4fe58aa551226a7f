#!/usr/bin/env bash
# Import over HTTP and patient search, against the packaged service and a real PostgreSQL 17 in a container.
# usage: bench/search/run.sh [SIZE=1000000]      (build first: mvn -DskipTests package)
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd); root=$(cd "$here/../.." && pwd)
size=${1:-1000000}; name=unichart-bench-search; db=15471; port=18471; out=$root/target/bench-search
mkdir -p "$out"
"$root/../shared/tools/docker-engine-up" >&2 || { echo "skipped: no container engine"; exit 0; }
"$root/../shared/tools/local-base-images" postgres >&2
pid=
stop() { [ -z "$pid" ] || kill "$pid" 2>/dev/null || true; docker rm --force --volumes "$name" >/dev/null 2>&1 || true; }
trap stop EXIT
docker run --detach --name "$name" --publish "127.0.0.1:$db:5432" --shm-size 1g \
  --env POSTGRES_USER=unichart --env POSTGRES_DB=unichart --env POSTGRES_HOST_AUTH_METHOD=trust \
  pgvector/pgvector:pg17 postgres -c shared_buffers=1GB -c max_wal_size=4GB >/dev/null
until docker exec "$name" pg_isready -q -h 127.0.0.1 -U unichart; do sleep 1; done
jar=$(find "$root/target" -maxdepth 1 -name "unichart-*.jar" | head -n 1)
java -jar "$jar" generate-population --size "$size" --duplicates 0.2 --seed 7 --output "$out/people.csv"
(cd "$out" && SECURITY_MODE=open SERVER_PORT=$port MANAGEMENT_PORT=$((port + 1)) SEED_DIR="$out/none" \
  DATABASE_URL="postgresql://unichart@127.0.0.1:$db/unichart?sslmode=disable" \
  exec java -Xmx1g -jar "$jar" >"$out/service.log" 2>&1) &
pid=$!
until curl -fsS "localhost:$port/readyz" >/dev/null 2>&1; do sleep 1; done
exec 9>/tmp/bench.lock; flock 9
nproc; uptime
begun=$(date +%s)
curl -sS -H 'Content-Type: text/csv' -T "$out/people.csv" -X POST -o "$out/imported.json" "localhost:$port/api/v1/patients/import"
echo "{\"what\":\"import\",\"patients\":$size,\"seconds\":$(( $(date +%s) - begun ))}" | tee "$out/figures.jsonl"
awk '/^VmHWM/ {printf "peak resident of the service: %d MB\n", $2 / 1024}' "/proc/$(pgrep -P "$pid" java || echo "$pid")/status"
docker exec "$name" psql -qU unichart -c "vacuum analyze patient_search" -c "vacuum analyze search_word" -c "vacuum analyze patient"
java "$here/Search.java" "http://localhost:$port" "$out/people.csv" 300 1 | tee "$out/search-1.txt"
java "$here/Search.java" "http://localhost:$port" "$out/people.csv" 300 8 | tee "$out/search-8.txt"
