#!/usr/bin/env bash
# The chart and the manifests, without a cluster: lint, render, refuse.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[ -x "$shared/tools/helm-install" ] || skip '../shared/tools is not there: no helm'
tools=$out/tools
retry 3 "$shared/tools/helm-install" "$tools" >&2
export PATH=$tools:$PATH
chart=charts/unichart

refuses() { # TEXT ARGUMENT...: rendering fails, and says so
  local text=$1
  shift
  ! helm template unichart "$chart" "$@" >"$out/refused" 2>&1 && grep -q -- "$text" "$out/refused" || { cat "$out/refused"; return 1; }
}
rendered() { helm template unichart "$chart" --values "$1" >"$2"; }
same_twice() { rendered "$1" "$out/one.yaml" && rendered "$1" "$out/two.yaml" && cmp "$out/one.yaml" "$out/two.yaml"; }

for values in "$chart"/ci/*-values.yaml; do
  name=$(basename "$values")
  check "lint strict: $name" helm lint --strict --values "$values" "$chart" || true
  check "two renders are equal: $name" same_twice "$values" || true
done
trial=(--values "$chart/ci/bundled-values.yaml")
check 'a bare install says what is missing' refuses 'needs a database and the secret' || true
check 'two databases are refused' refuses 'choose one' "${trial[@]}" --set database.external.enabled=true || true
check 'an unknown value is refused' refuses 'nonsense' "${trial[@]}" --set nonsense=1 || true
check 'a wrong type is refused' refuses 'replicaCount' "${trial[@]}" --set replicaCount=many || true
check 'security must be chosen' refuses 'security.mode' "${trial[@]}" --set security.mode= || true
check 'shutdown times must add up' refuses 'gracePeriodSeconds' "${trial[@]}" --set shutdown.gracePeriodSeconds=30 || true

changed_setting() {
  local sum='checksum/config'
  helm template unichart "$chart" "${trial[@]}" | grep "$sum" >"$out/one"
  helm template unichart "$chart" "${trial[@]}" --set logLevel=DEBUG | grep "$sum" >"$out/two"
  ! cmp -s "$out/one" "$out/two"
}
check 'a changed setting restarts the pods' changed_setting || true
no_replicas() {
  helm template unichart "$chart" --values "$chart/ci/autoscaled-values.yaml" --show-only templates/deployment.yaml >"$out/one"
  ! grep -q 'replicas:' "$out/one"
}
check 'no replicas beside an autoscaler' no_replicas || true
# the plain manifests say the same as the chart's default; both through kustomize, so that only content counts
content() { # FILE
  rm -rf "$out/kz"
  mkdir -p "$out/kz"
  cp "$1" "$out/kz/deployment.yaml"
  printf 'resources: [deployment.yaml]\n' >"$out/kz/kustomization.yaml"
  kubectl kustomize "$out/kz" \
    | grep -vE 'checksum/config|helm.sh/chart|kubernetes.io/(version|managed-by)|^ *(namespace|annotations|creationTimestamp):' | sort
}
agree() {
  helm template unichart "$chart" --namespace unichart --show-only templates/deployment.yaml --set security.mode=open \
    --set database.external.enabled=true,database.external.host=db.example.org,database.external.existingSecret=unichart-database >"$out/chart.yaml"
  diff <(content "$out/chart.yaml") <(content k8s/base/deployment.yaml)
}
check 'k8s/base agrees with the chart' agree || true
for overlay in k8s/overlays/*/; do
  check "kustomize: $overlay" kubectl kustomize "$overlay" || true
done
compose_files() {
  docker-compose --version >/dev/null
  docker-compose --profile tools --profile observability --profile llm config --quiet
  docker-compose --file docker-compose.test.yml config --quiet
  SECURITY_MODE=open docker-compose --file docker-stack.yml config --quiet
}
if command -v docker-compose >/dev/null; then check 'Compose files are read by 1.29' compose_files || true; fi
! grep -q '^fail ' "$checks"
