# Callers show a key.
# shellcheck shell=bash disable=SC2154
key=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
k create secret generic unichart-security --from-literal=bootstrap-key="$key" --dry-run=client -o yaml | k apply -f - >/dev/null
must 'keys are asked for' release upgrade "${kept[@]}" --set security.mode=api-key,security.existingSecret=unichart-security
must 'ready with keys' ready
base=http://$(k get service unichart -o jsonpath='{.spec.clusterIP}')
status() { # WANTED CURL-OPTION...
  local wanted=$1 got
  shift
  got=$(curl -sS -m 20 -o "$out/body" -w '%{http_code}' "$@" "$base/api/v1/documents/1")
  [ "$got" = "$wanted" ] || { echo "$got"; cat "$out/body"; return 1; }
}
check 'without a key: 401' status 401 || true
check 'with a wrong one: 401' status 401 -H 'X-API-Key: nobody-knows-this-one' || true
check 'with the key of the secret: 200' status 200 -H "X-API-Key: $key" || true
check 'helm test with keys' helm --namespace "$space" test unichart --timeout 120s || true
check 'uninstalled' helm --namespace "$space" uninstall unichart --wait --timeout 120s || true
