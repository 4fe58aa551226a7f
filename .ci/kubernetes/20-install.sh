# Install, test, ask and match over Service and Ingress.
# shellcheck shell=bash disable=SC2154
begun=$SECONDS
must 'helm install' release install
must 'ready' ready
printf '        %d s from install to two ready pods\n' $((SECONDS - begun))
check 'helm test' helm --namespace "$space" test unichart --timeout 120s || true

base=http://$(k get service unichart -o jsonpath='{.spec.clusterIP}')
metrics=http://$(k get service unichart-management -o jsonpath='{.spec.clusterIP}'):8081/actuator/prometheus
must 'the sample notes are taken in and embedded' until_true 300 seeded
must 'a question is answered through the Service' asks
before=$(documents)

registers() {
  curl -sS -m 20 -H 'content-type: application/json' -d '{"name":{"family":"Halvorsen","given":["Ingrid"]},"birth_date":"1951-03-02","gender":"female"}' \
    -o "$out/registered.json" -w '%{http_code}' "$base/api/v1/patients" | grep -q '^201$'
}
matches() {
  curl -sS -m 20 -H 'content-type: application/json' -d '{"name":{"family":"Halvorsen","given":["Ingrid"]},"birth_date":"1951-03-02"}' \
    "$base/api/v1/patients/match" | tee "$out/match.json" | grep -q '"total":1'
}
check 'a patient is registered' registers || { cat "$out/registered.json"; true; }
check 'and matched' matches || { cat "$out/match.json"; true; }
by_ingress() { curl -fsS -m 20 -H 'Host: unichart.example.org' http://10.245.0.1/health/db | grep -q connected; }
check 'Ingress leads to it' until_true 30 by_ingress || true
accepted() { k get servicemonitor,prometheusrule,httproute unichart && k get configmap unichart-dashboards; }
check 'ServiceMonitor, PrometheusRule and HTTPRoute are accepted by their definitions' accepted || true

# what dashboards and alerts name, the service tells
named() { grep -ohE '(unichart|http_server|jvm|process|system|logback|r2dbc|hikaricp)_[a-z0-9_]+' charts/unichart/files/rules.yaml charts/unichart/files/dashboards/*.json | sort -u; }
metrics_exist() {
  curl -fsS -m 20 "$metrics" | sed -nE 's/^([a-z0-9_]+)[{ ].*/\1/p' | sort -u >"$out/metrics"
  [ "$(named | wc -l)" -gt 30 ] && ! named | grep -vxF -f "$out/metrics"
}
check 'every metric of dashboards and alerts exists' metrics_exist || true
lints() { # a summary is a text here, which promtool takes for a type of metric
  curl -fsS -m 20 "$metrics" | grep -E '^(# (HELP|TYPE) )?unichart_' >"$out/own-metrics"
  promtool check metrics <"$out/own-metrics" 2>&1 | grep -v "^unichart_summary_.*should not include type 'summary'" >"$out/criticism" || true
  cat "$out/criticism"
  [ -s "$out/own-metrics" ] && [ ! -s "$out/criticism" ]
}
check 'promtool finds nothing to criticise in the product'"'"'s own metrics' lints || true
