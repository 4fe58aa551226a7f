# Shared by the stages: what a check is, how long things may take, and how to ask the service.
# shellcheck shell=bash
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
shared=$root/../shared
out=${CI_OUT:-$root/target/ci}
mkdir -p "$out"
stage=$(basename -- "$0" .sh)
checks=$out/$stage.checks
: >"$checks"

jre_base=docker://eclipse-temurin:25-jre
image=unichart:ci

say() { printf '%s: %s\n' "$stage" "$*" >&2; }

skip() { # REASON: the whole stage, which is then neither passed nor failed
  say "SKIPPED: $*"
  echo "skip $*" >>"$checks"
  exit 0
}

# check WHAT COMMAND...: prints and counts; the output of a failure is shown. Inside COMMAND "set -e" is off, as in
# every condition: a function for it joins its steps with &&, or its last one alone decides
check() {
  local what=$1 begun=$SECONDS
  shift
  if "$@" >"$out/$stage.last" 2>&1; then
    printf '  ok    %s (%d s)\n' "$what" $((SECONDS - begun))
    echo "pass $what" >>"$checks"
  else
    printf '  FAIL  %s (%d s)\n' "$what" $((SECONDS - begun))
    tail -n 60 "$out/$stage.last" | cut -c1-300 | sed 's/^/        /'
    reasons "$what" || true
    echo "fail $what" >>"$checks"
    return 1
  fi
}

reasons() { # WHAT: what the last output says of errors, or else its end; told once more at the very end of the run
  echo "$stage: $1" >>"$out/why"
  { grep -aE -A 4 '<<< (FAILURE|ERROR)!|^\[ERROR\]|^(ERROR|Error|FATAL)' "$out/$stage.last" || tail -n 15 "$out/$stage.last"; } \
    | head -n 40 | cut -c1-300 | sed 's/^/    /' >>"$out/why"
}

# must: a check without which the stage cannot go on
must() { check "$@" || exit 1; }

# until_true SECONDS COMMAND...
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || { "$@"; return; }
    sleep 1
  done
}

retry() { # TIMES COMMAND...
  local left=$1
  shift
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    say "trying again: $*"
    sleep 3
  done
}

free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  return 1
}

need() { # COMMAND PACKAGE: installs what is missing, from Debian
  command -v "$1" >/dev/null && return
  say "installing $2"
  retry 3 apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive retry 3 apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

need_docker() {
  [ -x "$shared/tools/docker-engine-up" ] || skip "../shared/tools is not there: no docker engine and no base images"
  if ! docker info >/dev/null 2>&1; then echo started >"$out/docker-engine"; fi
  retry 3 "$shared/tools/docker-engine-up" >&2
}

compose() {
  if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi
}

need_image() { # builds it when this stage runs alone
  docker image inspect "$image" >/dev/null 2>&1 || bash .ci/50-image.sh
}

# --- asking the service at $base, with curl
seeded() { # every sample taken in and embedded
  curl -sS -m 10 "$base/api/v1/rag/stats" >"$out/stats.json"
  grep -q "\"total_documents\":$(grep -c . src/main/resources/samples/index.txt)," "$out/stats.json" && grep -qE '"total_embeddings":[1-9]' "$out/stats.json" \
    && grep -q '"pending_documents":0' "$out/stats.json"
}

documents() { curl -sS -m 10 "$base/documents" | sed -E 's/.*"count":([0-9]+).*/\1/'; }

question='What dose of metformin does Ingrid Halvorsen take?'
asks() { # the right answer, with its source cited
  curl -sS -m 60 -H 'content-type: application/json' -d "{\"question\":\"${1:-$question}\"}" \
    "$base/rag/answer_question" >"$out/answer.json"
  cat "$out/answer.json"
  grep -q '"answered":true' "$out/answer.json" && grep -q '"document_id":' "$out/answer.json" && grep -qF '[1]' "$out/answer.json" \
    && grep -qF '1000 mg' "$out/answer.json"
}
