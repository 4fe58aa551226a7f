# A release whose tables a Job makes: the pods only wait for it.
# shellcheck shell=bash disable=SC2154
apart=unichart-ci-job
j() { kubectl --namespace "$apart" "$@"; }
kubectl create namespace "$apart" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
kubectl label --overwrite namespace "$apart" pod-security.kubernetes.io/enforce=restricted >/dev/null
j create secret generic unichart-database --from-literal=password=only-here --dry-run=client -o yaml | kubectl apply -f - >/dev/null
by_job() {
  helm --namespace "$apart" "$@" unichart charts/unichart --values charts/unichart/ci/bundled-values.yaml --set migration.mode=job \
    --set image.registry=docker.io,image.repository=library/unichart,image.tag=ci,networkPolicy.enabled=true
}
tables() { j exec unichart-database-0 -- psql --username unichart --no-psqlrc --tuples-only --no-align --command "select count(*) from pg_tables where schemaname = 'public'"; }
pod() { j get pods --selector app.kubernetes.io/component=service -o jsonpath="{.items[*]$1}"; }

# no node has that much memory: the first Job never runs, so that the pod has to wait whoever is quicker
must 'a release is installed whose Job finds no place' by_job install --set migration.resources.requests.memory=900Gi,migration.resources.limits.memory=900Gi
waits() { j logs deployment/unichart | grep 'Waiting for somebody to migrate the database: [1-9]'; }
must 'the pod waits for the tables, and says so' until_true 180 waits
waited=$(pod .metadata.name)
untouched() { [ "$(pod '.status.containerStatuses[0].ready')" = false ] && [ "$(tables)" = 0 ]; }
check 'it is not ready, and has made none' untouched || true
must 'the next revision brings a Job that runs' by_job upgrade
check 'the Job completes' j wait --for=condition=complete --timeout=180s job/unichart-migrate-2 || true
made() { j logs job/unichart-migrate-2 | grep '"migrations": [1-9]'; }
check 'it made the tables' made || true
check 'and the pod that waited is ready' j rollout status deployment unichart --timeout=180s || true
the_same() { [ -n "$waited" ] && [ "$(pod .metadata.name) $(pod '.status.containerStatuses[0].restartCount')" = "$waited 0" ]; }
check 'it is the same pod, never restarted' the_same || true
must 'one more revision' by_job upgrade
nothing_to_do() { j wait --for=condition=complete --timeout=120s job/unichart-migrate-3 && j logs job/unichart-migrate-3 | grep '"migrations": 0,'; }
check 'finds nothing to do' nothing_to_do || true
kubectl delete namespace "$apart" --wait=false >/dev/null
