# The number of pods follows the CPU, up and back.
# shellcheck shell=bash disable=SC2154
must 'autoscaling is switched on' release upgrade --set autoscaling.enabled=true
wanted() { [ "$(k get deployment unichart -o jsonpath='{.spec.replicas}')" = "$1" ]; }
must 'the number of pods is the autoscaler'"'"'s' until_true 30 wanted 2
load_begins 15 heavy
check 'more pods under load' until_true 150 wanted 3 || k describe hpa unichart | tail -n 20
load_ends >/dev/null || true
tell_load
check 'fewer pods afterwards' until_true 240 wanted 2 || k describe hpa unichart | tail -n 20
