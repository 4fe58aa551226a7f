# The database is killed, and comes back.
# shellcheck shell=bash disable=SC2154
restarts() { k get pods --selector app.kubernetes.io/component=service -o jsonpath='{.items[*].status.containerStatuses[*].restartCount}'; }
were=$(restarts)
k delete pod unichart-database-0 --grace-period=0 --force >/dev/null 2>&1
unavailable() { curl -sS -m 20 -o "$out/away" -w '%{http_code}' "$base/api/v1/documents/1" >"$out/status" || echo 000 >"$out/status"; }
worst=0
for _ in 1 2 3 4 5; do
  unavailable
  [ "$(cat "$out/status")" -ne 500 ] || worst=500
  sleep 0.5
done
honest() { [ "$worst" -ne 500 ]; }
check 'without a database nobody gets a 500' honest || true
must 'the database is back' k rollout status statefulset unichart-database --timeout=120s
must 'and the service with it' until_true 90 asks
same_restarts() { [ -n "$were" ] && [ "$(restarts)" = "$were" ]; }
check 'no pod was restarted for it' same_restarts || true
must 'all pods are ready' ready
