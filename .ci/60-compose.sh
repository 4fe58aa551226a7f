#!/usr/bin/env bash
# Compose as a newcomer uses it: up without any preparation, ask, restart, ask again, down.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need_docker
need curl curl
need_image
project=(--project-name unichart-ci --file "$root/docker-compose.yml")
export UNICHART_IMAGE=$image UNICHART_PORT UNICHART_OLDER_PORT POSTGRES_PORT
UNICHART_PORT=$(free_port); UNICHART_OLDER_PORT=$(free_port); POSTGRES_PORT=$(free_port)
base=http://127.0.0.1:$UNICHART_PORT

down() { compose "${project[@]}" down --volumes --remove-orphans >/dev/null 2>&1; }
logs_on_failure() {
  set +e
  if grep -q '^fail ' "$checks"; then compose "${project[@]}" logs --tail 80 2>&1 | tail -n 200; fi
  down
}
trap logs_on_failure EXIT
down || true

container() { compose "${project[@]}" ps -q unichart; }
healthy() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$(container)")" = healthy ]; }

begun=$SECONDS
must 'up' retry 3 compose "${project[@]}" up --detach --no-build unichart
must 'healthy' until_true 240 healthy
printf '        %d s from nothing to healthy\n' $((SECONDS - begun))
check 'the older port answers too' curl -fsS -m 10 "http://127.0.0.1:$UNICHART_OLDER_PORT/health" || true
must 'the sample notes are taken in and embedded' until_true 240 seeded
printf '        %d s from nothing to seeded\n' $((SECONDS - begun))
must 'a question is answered with its source' asks
before=$(documents)

read_only() { ! compose "${project[@]}" exec -T unichart bash -c 'touch /opt/unichart/x' && compose "${project[@]}" exec -T unichart touch /tmp/x; }
check 'its root cannot be written to' read_only || true
no_capability() { # effective, permitted and bounding: each of the three
  [ "$(compose "${project[@]}" exec -T unichart grep -cE '^Cap(Eff|Prm|Bnd):[[:space:]]*0{16}[[:space:]]*$' /proc/1/status | tr -d '\r')" = 3 ]
}
check 'it has no capability' no_capability || true
seeds() { compose "${project[@]}" exec -T unichart unichart seed; }
check 'unichart seed inside the container' seeds || true

must 'restart' compose "${project[@]}" restart unichart
must 'healthy again' until_true 180 healthy
same_documents() { [ "$before" -gt 0 ] && [ "$(documents)" = "$before" ]; }
check "all $before documents are still there, none twice" until_true 60 same_documents || true
must 'the question is answered again' asks

# the database under load: it restarts, then vanishes without a word
started() { docker inspect --format '{{.State.StartedAt}}' "$(container)"; }
was_started=$(started)
answers() { curl -fsS -m 5 -o /dev/null "$base/documents"; }
load() { # ten requests a second while the file is there: what they were told
  while [ -e "$out/load" ]; do
    curl -sS -m 60 -o /dev/null -w '%{http_code}\n' "$base/documents" >>"$out/statuses" &
    sleep 0.1
  done
  wait
}
database_restarts() { compose "${project[@]}" restart --timeout 20 database && sleep 1 && until_true 60 answers; }
rm -f "$out/statuses"
touch "$out/load"
load 2>/dev/null & loading=$!
check 'the database restarts under load' database_restarts || true
sleep 2
rm -f "$out/load"
wait "$loading"
told() { sort "$out/statuses" | uniq -c && grep -q '^200$' "$out/statuses" && ! grep -vE '^(200|503)$' "$out/statuses"; }
check 'meanwhile answers were 200 or 503' told || true

burst() { # twenty at once, more than there are connections: all are answered
  local asked=()
  for _ in $(seq 20); do answers & asked+=($!); done
  for one in "${asked[@]}"; do wait "$one" || return 1; done
}
network() { nsenter --net --target "$(docker inspect --format '{{.State.Pid}}' "$(container)")" "$@"; }
vanish() { # what is connected hears nothing more; who connects anew is answered, as by the next server after a failover
  local port ports
  ports=$(network ss -Htn state established dport = :5432 | awk '{print $3}' | sed 's/.*://')
  echo "connections: $(wc -w <<<"$ports")"
  [ -n "$ports" ] || return 1
  for port in $ports; do
    network iptables -I OUTPUT -p tcp --sport "$port" --dport 5432 -j DROP && network iptables -I INPUT -p tcp --sport 5432 --dport "$port" -j DROP || return 1
  done
}
must 'twenty callers at once are answered' until_true 60 burst
need iptables iptables
need ss iproute2
check 'every connection to the database is cut off without a word' vanish || true
begun=$SECONDS
check 'they are given up, and twenty callers answered, within a minute' until_true 60 burst || true
printf '        %d s without the database\n' $((SECONDS - begun))
add() { curl -fsS -m 30 -H 'content-type: application/json' -d '{"title":"After the cut","content":"Seen again a week later, much better."}' "$base/api/v1/documents" >"$out/added.json"; }
check 'a note is taken in' add || true
none_waits() { curl -fsS -m 10 "$base/api/v1/rag/stats" | grep -q '"pending_documents":0[,}]'; }
check 'and embedded, within two minutes of the cut' until_true $((120 - SECONDS + begun)) none_waits || true
printf '        %d s from the cut until it was embedded\n' $((SECONDS - begun))
curl -fsS -m 10 -o /dev/null -X DELETE "$base/api/v1/documents/$(sed -E 's/.*"id":([0-9]+).*/\1/' "$out/added.json")" || true
never_restarted() { [ "$(started)" = "$was_started" ]; }
check 'the service was not restarted for any of it' never_restarted || true

# the commands of DEPLOY.md's chapter on backup
backup() { compose "${project[@]}" exec -T database pg_dump --username unichart --format custom unichart >"$out/unichart.dump"; }
restore() { compose "${project[@]}" exec -T database pg_restore --username unichart --dbname unichart --clean --if-exists <"$out/unichart.dump"; }
lose() { curl -fsS -m 10 -X DELETE "$base/api/v1/documents/1" && [ "$(documents)" -lt "$before" ]; }
must 'backup' backup
must 'a document is lost' lose
must 'stopped' compose "${project[@]}" stop --timeout 40 unichart
must 'restore' restore
must 'started' compose "${project[@]}" start unichart
must 'healthy after the restore' until_true 180 healthy
check 'the lost document is back' same_documents || true
check 'and the question is answered' asks || true
rm -f "$out/unichart.dump"
stops() { compose "${project[@]}" stop --timeout 40 unichart && [ "$(docker inspect --format '{{.State.ExitCode}}' "$(compose "${project[@]}" ps -aq unichart 2>/dev/null || container)")" = 143 ]; }
check 'it stops when it is told to' stops || true

# the test compose: a part of the suite, and the exit code of one that fails
down
if [ -d "$HOME/.m2/repository" ]; then
  retry 2 "$shared/tools/local-base-images" maven >&2
  in_containers() { # TEST
    local rc=0
    MAVEN_REPOSITORY=$HOME/.m2 MAVEN_GOAL=test MAVEN_ARGS="-q -o -Dspotless.check.skip -Dtest=$1" POSTGRES_TEST_PORT=$(free_port) \
      compose --project-name unichart-ci-tests --file "$root/docker-compose.test.yml" run --rm -T tests || rc=$?
    compose --project-name unichart-ci-tests --file "$root/docker-compose.test.yml" down --volumes >/dev/null 2>&1
    return "$rc"
  }
  check 'the test compose runs tests on its own database' in_containers MigrationsTest || true
  fails() { ! in_containers NoSuchTest >"$out/no-such-test" 2>&1 && grep 'No tests matching' "$out/no-such-test"; }
  check 'and passes on that something failed' fails || true
fi
! grep -q '^fail ' "$checks"
