#!/usr/bin/env bash
# In the Dockerfile: lets the service start, answer and stop on a database of its own, and keeps what the JVM learnt.
#   train.sh FILE
# A PostgreSQL lies in /database, as the whole file system of its image.
set -euo pipefail
target=$1
key=only-while-the-image-is-built-0123456789
base=/dev/tcp/127.0.0.1/8080

# --- the database, without the mounts that a build may not make
server=$(basename "$(dirname "$(dirname "$(ls /database/usr/lib/postgresql/*/bin/initdb)")")")
bin=/usr/lib/postgresql/$server/bin
for device in 'null 1 3' 'zero 1 5' 'urandom 1 9'; do
  # shellcheck disable=SC2086
  [ -c "/database/dev/${device%% *}" ] || { rm -f "/database/dev/${device%% *}"; set -- $device; mknod -m 666 "/database/dev/$1" c "$2" "$3"; }
done
mkdir -p /database/dev/shm
chmod 1777 /database/dev/shm /database/tmp
as_postgres() { chroot --userspec=postgres:postgres /database env -i LANG=C.UTF-8 PATH="$bin:/usr/bin:/bin" "$@"; }
as_postgres initdb --username=unichart --auth=trust --encoding=UTF8 --no-sync -D /tmp/training >/dev/null
as_postgres pg_ctl --silent --wait -D /tmp/training -l /tmp/training.log \
  -o "-c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp -c fsync=off" start
as_postgres createdb --host=127.0.0.1 --username=unichart unichart

# --- the service: every mode's classes are wanted, so the one with keys
export DATABASE_URL='postgresql://unichart@127.0.0.1:5432/unichart?sslmode=disable'
export SECURITY_MODE=api-key SECURITY_BOOTSTRAP_KEY=$key ENVIRONMENT=production LOG_LEVEL=WARN
export UNICHART_AOT_OUTPUT=$target
/usr/local/bin/unichart >/tmp/service.log 2>&1 &
service=$!

request() { # METHOD PATH [BODY]: prints the answer
  local body=${3:-}
  exec 3<>"$base"
  printf '%s %s HTTP/1.0\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "$key" "${#body}" "$body" >&3
  cat <&3
  exec 3<&- 3>&-
}
until_true() { # SECONDS COMMAND...
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] && kill -0 "$service" 2>/dev/null || { tail -n 40 /tmp/service.log; exit 1; }
    sleep 0.5
  done
}
ready() { (request GET /readyz) | grep -q '^HTTP/1.. 200'; }
embedded() { request GET /api/v1/rag/stats | grep -q '"pending_documents":0'; }

until_true 600 ready
until_true 600 embedded
person='{"name":{"family":"Halvorsen","given":["Ingrid"]},"birth_date":"1951-03-02","gender":"female"}'
request POST /api/v1/patients "$person" >/dev/null
for _ in $(seq 30); do
  request POST /api/v1/rag/search '{"query":"metformin dose"}'
  request POST /api/v1/rag/answer_question '{"question":"What dose of metformin does Ingrid Halvorsen take?"}'
  request POST /api/v1/patients/match "$person"
  request GET '/api/v1/documents?limit=5'
  request GET /readyz
done >/dev/null

# --- the JVM writes the cache when it is told to stop
kill -TERM "$service"
wait "$service" || true
as_postgres pg_ctl --silent -D /tmp/training --mode=immediate stop
[ -s "$target" ] || { tail -n 40 /tmp/service.log; exit 1; }
chmod 644 "$target"
ls -l "$target"
