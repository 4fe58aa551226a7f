# Who may talk to whom, both ways.
# shellcheck shell=bash disable=SC2154
fetch() { echo "wget -q -T 5 -O- http://$1"; }
check 'a caller is let in' run_pod caller 'role: caller' "$(fetch unichart/readyz)" || true
refused() { # the pod ran, and its command failed
  local rc=0
  run_pod "$@" || rc=$?
  [ "$rc" -eq 1 ]
}
check 'a stranger is not' refused stranger 'role: nobody' "$(fetch unichart/readyz)" || true
check 'the scraper reaches the metrics' run_pod scraper 'role: scraper' "$(fetch unichart-management:8081/actuator/prometheus)" || true
check 'a caller does not' refused caller 'role: caller' "$(fetch unichart-management:8081/actuator/prometheus)" || true
database=$(k get pod unichart-database-0 -o jsonpath='{.status.podIP}')
talk="nc -w 3 $database 5432 </dev/null"
check 'a backup reaches the database' run_pod backup 'app.kubernetes.io/name: unichart, app.kubernetes.io/instance: unichart, app.kubernetes.io/component: backup' "$talk" || true
check 'a stranger does not' refused stranger 'role: nobody' "$talk" || true
# the other way: from a pod of the service to what it has no business with
outside() { ! k exec deployment/unichart -- timeout 5 bash -c "exec 3<>/dev/tcp/$(kubectl -n default get service kubernetes -o jsonpath='{.spec.clusterIP}')/443"; }
check 'the service reaches nothing but what it needs' outside || true
to_database() { k exec deployment/unichart -- timeout 5 bash -c "exec 3<>/dev/tcp/$database/5432"; }
check 'it does reach its database' to_database || true

# nobody has asked for a while
idle_small() { # every pod; 500 MB are promised, which are 476 MiB, the unit of kubectl top
  k top pods --selector app.kubernetes.io/component=service --no-headers >"$out/memory" || return 1
  awk '{ if (!sub("Mi$", "", $3) || $3 + 0 > 476) much = 1 } END { exit much || NR < 2 }' "$out/memory"
}
check 'an idle pod holds at most 500 MB' until_true 150 idle_small || true
sed 's/^/        /' "$out/memory"
