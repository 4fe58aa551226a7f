# A release whose tables a Job makes: the pods only wait for it.
# shellcheck shell=bash disable=SC2154
apart=unichart-ci-job
kubectl create namespace "$apart" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
kubectl label --overwrite namespace "$apart" pod-security.kubernetes.io/enforce=restricted >/dev/null
kubectl --namespace "$apart" create secret generic unichart-database --from-literal=password=only-here --dry-run=client -o yaml | kubectl apply -f - >/dev/null
by_job() {
  helm --namespace "$apart" "$@" unichart charts/unichart --values charts/unichart/ci/bundled-values.yaml --set migration.mode=job \
    --set image.registry=docker.io,image.repository=library/unichart,image.tag=ci,networkPolicy.enabled=true
}
must 'a release that migrates by a Job is installed' by_job install
check 'the Job makes the tables' kubectl --namespace "$apart" wait --for=condition=complete --timeout=180s job/unichart-migrate-1 || true
check 'and the pod, which may not, is ready' kubectl --namespace "$apart" rollout status deployment unichart --timeout=180s || true
# whether it had to wait depends on who was quicker; that it must not migrate does not
only_waits() { [ "$(kubectl --namespace "$apart" get configmap unichart -o jsonpath='{.data.DATABASE_MIGRATE}')" = false ]; }
check 'the pod is told not to' only_waits || true
must 'the next revision finds nothing to do' by_job upgrade
check 'and says so' kubectl --namespace "$apart" wait --for=condition=complete --timeout=120s job/unichart-migrate-2 || true
kubectl --namespace "$apart" logs job/unichart-migrate-2 | sed 's/^/        /'
kubectl delete namespace "$apart" --wait=false >/dev/null
