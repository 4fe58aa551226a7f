#!/usr/bin/env bash
# Extraction and terminology look-up over HTTP, against the service with its own database and the full tables.
# usage: bench/extraction/run.sh [NOTES=../shared/data/notes/soap] [TABLES=../shared/data/terminology]
#   (build first: mvn -DskipTests package)
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd); root=$(cd "$here/../.." && pwd)
notes=${1:-$root/../shared/data/notes/soap}; tables=${2:-$root/../shared/data/terminology}
[ -d "$notes" ] || { echo "skipped: no notes at $notes"; exit 0; }
out=$(mktemp -d); port=18571; base=http://localhost:$port
trap 'kill "$(cat "$out/pid")" 2>/dev/null || true; rm -rf "$out"' EXIT
(cd "$out" && SECURITY_MODE=open SERVER_PORT=$port MANAGEMENT_PORT=$((port + 1)) SEED_DIR="$out/none" TERMINOLOGY_DIR="$tables" \
  exec java -Xmx1g -jar "$root"/target/unichart-*.jar >"$out/service.log" 2>&1) &
echo $! >"$out/pid"
until curl -fsS "$base/readyz" >/dev/null 2>&1; do sleep 1; done
for _ in $(seq 120); do
  curl -fsS "$base/api/v1/terminology" | grep -q '"state":"loading"' || break
  sleep 1
done
curl -fsS "$base/api/v1/terminology" >&2; echo >&2
exec 9>/tmp/bench.lock; flock 9
nproc; uptime
java "$here/Load.java" "$base" "$notes" "$here/data/clinicians.txt"
