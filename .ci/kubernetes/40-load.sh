# Fifty requests a second while pods come and go; nothing is tried twice.
# shellcheck shell=bash disable=SC2154
load_begins 50
must 'helm upgrade under load' release upgrade --set logLevel=WARN
must 'rolled out' ready
check 'no request failed during the upgrade' no_failure || true
tell_load

load_begins 50
must 'helm rollback under load' helm --namespace "$space" rollback unichart
must 'rolled back' ready
check 'no request failed during the rollback' no_failure || true
tell_load

load_begins 50
read -r victim _ <<<"$(pods)"
check 'a pod is deleted under load' k delete pod "$victim" --wait=true || true
must 'replaced' ready
check 'no request failed while a pod was deleted' no_failure || true
tell_load

# no warning for this one: what was being answered is lost, and nothing else
load_begins 20
read -r victim _ <<<"$(pods)"
k delete pod "$victim" --grace-period=0 --force >/dev/null 2>&1
must 'a killed pod is replaced' ready
load_ends || true
few_failed() { [ "$(sed -nE 's/.*failed ([0-9]+) .*/\1/p' "$out/load.txt")" -le 40 ]; }
check 'its end cost at most two seconds of requests' few_failed || { cat "$out/load.txt"; true; }

# a drain takes one pod, and waits with the other, since nowhere else is a place for the first
node=$(kubectl get nodes -o jsonpath='{.items[0].metadata.name}')
held_back() { ! kubectl drain "$node" --pod-selector app.kubernetes.io/component=service --ignore-daemonsets --delete-emptydir-data --timeout=25s >"$out/drain" 2>&1 && grep -q 'disruption budget' "$out/drain" || { cat "$out/drain"; return 1; }; }
check 'a drain is held back by the disruption budget' held_back || true
check 'meanwhile questions are answered' asks || true
check 'uncordoned' kubectl uncordon "$node" || true
must 'both pods are back' ready
