#!/usr/bin/env bash
# The chart and the manifests, without a cluster: lint, render, refuse.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[ -x "$shared/tools/helm-install" ] || skip '../shared/tools is not there: no helm'
tools=$out/tools
retry 3 "$shared/tools/helm-install" "$tools" >&2
export PATH=$tools:$PATH
chart=charts/unichart

# Helm 3 renders and judges in the Java tests, and leaves its renderings there; Helm 4 must agree
if ! compgen -G 'target/chart/*.yaml' >/dev/null; then
  mvn -B -q -Dtest='io/unichart/delivery/*Test' -Dsurefire.failIfNoSpecifiedTests=false test
fi
compact() { # comments and empty lines do not count
  grep -vE '^ *(#.*)?$' "$1"
}
same_in_both() { # VALUES
  helm template unichart "$chart" --namespace records --kube-version 1.34.0 --no-hooks --values "$1" >"$out/helm4.yaml" \
    && [ -s "$out/helm4.yaml" ] && diff <(compact "target/chart/$(basename "$1")") <(compact "$out/helm4.yaml")
}
for values in "$chart"/ci/*-values.yaml; do
  name=$(basename "$values" -values.yaml)
  check "Helm 4 lints strictly: $name" helm lint --strict --values "$values" "$chart" || true
  check "Helm 3 and Helm 4 render the same: $name" same_in_both "$values" || true
done
refuses() { # TEXT ARGUMENT...: rendering fails, and says so
  local text=$1
  shift
  ! helm template unichart "$chart" "$@" >"$out/refused" 2>&1 && grep -q -- "$text" "$out/refused" || { cat "$out/refused"; return 1; }
}
trial=(--values "$chart/ci/bundled-values.yaml")
check 'a bare install says what is missing' refuses 'needs a database and two secrets' || true
check 'two databases are refused' refuses "'/database/external/enabled': value must be false" "${trial[@]}" --set database.external.enabled=true || true
check 'an unknown value is refused' refuses 'nonsense' "${trial[@]}" --set nonsense=1 || true
packs() {
  rm -f "$out"/unichart-*.tgz
  helm package "$chart" --destination "$out" && tar -tzf "$out"/unichart-*.tgz >"$out/packed" \
    && grep -q '/values.yaml$' "$out/packed" && ! grep '/ci/' "$out/packed" && rm -f "$out"/unichart-*.tgz
}
check 'it can be packaged' packs || true

# the plain manifests say the same as the chart's default; both through kustomize, so that only content counts
content() { # FILE: in a place of its own
  local place
  place=$(mktemp -d -p "$out") && cp "$1" "$place/deployment.yaml" \
    && printf 'resources: [deployment.yaml]\n' >"$place/kustomization.yaml" || return 1
  kubectl kustomize "$place" \
    | grep -vE 'checksum/config|helm.sh/chart|kubernetes.io/(version|managed-by)|^ *(namespace|annotations|creationTimestamp):' | sort
}
agree() {
  helm template unichart "$chart" --namespace unichart --show-only templates/deployment.yaml --set security.mode=open \
    --set database.external.enabled=true,database.external.host=db.example.org,database.external.existingSecret=unichart-database >"$out/chart.yaml" \
    && content "$out/chart.yaml" >"$out/said-by-chart" && content k8s/base/deployment.yaml >"$out/said-by-base" \
    && grep -q 'kind: Deployment' "$out/said-by-chart" && diff "$out/said-by-chart" "$out/said-by-base"
}
check 'k8s/base agrees with the chart' agree || true
same_settings() { # the ConfigMap, but for what an overlay names
  helm template unichart "$chart" --show-only templates/configmap.yaml --set security.mode=open \
    --set database.external.enabled=true,database.external.host=db.example.org,database.external.existingSecret=unichart-database \
    | sed -nE 's/^  ([A-Z0-9_]+): "?([^"]*)"?$/\1=\2/p' | grep -vE '^(SECURITY_MODE|DATABASE_URL)=' | diff - k8s/base/settings.env
}
check 'and so do its settings' same_settings || true
for overlay in k8s/overlays/*/; do
  check "kustomize: $overlay" kubectl kustomize "$overlay" || true
done
# what watches it
need promtool prometheus
check 'promtool finds nothing to criticise in the alerts' promtool check rules --lint=all --lint-fatal "$chart/files/rules.yaml" || true
check 'each alert is silent and fires as it should' promtool test rules deploy/observability/rules.test.yaml || true
check 'the configuration of Compose'"'"'s Prometheus' promtool check config --syntax-only deploy/observability/prometheus.yml || true
compose_files() {
  docker-compose --version >/dev/null \
    && docker-compose --profile tools --profile observability --profile llm config --quiet \
    && docker-compose --file docker-compose.test.yml config --quiet \
    && SECURITY_MODE=open docker-compose --file docker-stack.yml config --quiet
}
if command -v docker-compose >/dev/null; then check 'Compose files are read by 1.29' compose_files || true; fi
! grep -q '^fail ' "$checks"
