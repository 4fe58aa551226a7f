#!/usr/bin/env bash
# The chart on a real cluster, in a namespace that enforces restricted pods.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[ -x "$shared/kube/up" ] || skip '../shared/kube is not there: no cluster'
need_docker
need curl curl
need_image
tools=$out/tools
retry 3 "$shared/tools/helm-install" "$tools" >&2

space=unichart-ci
on_exit() { # whatever went wrong, the cluster goes down
  set +e
  if grep -q '^fail ' "$checks" || [ ! -s "$checks" ]; then
    kubectl -n "$space" get all,events 2>&1 | tail -n 60
    kubectl -n "$space" logs deployment/unichart --tail 80 2>&1 | tail -n 80
    kubectl -n "$space" logs unichart-database-0 --tail 20 2>&1 | tail -n 20
  fi
  "$shared/kube/down" --purge >&2 || true
  rm -f "$out/cluster"
}
touch "$out/cluster"
trap on_exit EXIT
settings=$(retry 2 "$shared/kube/up" --crds)
eval "$settings"
export PATH=$tools:$PATH

save() { docker save "$image" >"$out/image.tar" && "$shared/kube/load-image" "$out/image.tar" pgvector/pgvector:pg17 && rm -f "$out/image.tar"; }
must 'the images are loaded' save
kubectl create namespace "$space" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
kubectl label --overwrite namespace "$space" pod-security.kubernetes.io/enforce=restricted >/dev/null
kubectl -n "$space" create secret generic unichart-database \
  --from-literal=password="$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')" >/dev/null

install() {
  helm --namespace "$space" install unichart charts/unichart --values charts/unichart/ci/bundled-values.yaml \
    --set image.registry=docker.io,image.repository=library/unichart,image.tag=ci --set serviceMonitor.enabled=true,replicaCount=2
}
begun=$SECONDS
must 'helm install' install
must 'ready' kubectl -n "$space" rollout status deployment unichart --timeout=300s
printf '        %d s from install to two ready pods\n' $((SECONDS - begun))
check 'helm test' helm --namespace "$space" test unichart --timeout 120s || true

base=http://$(kubectl -n "$space" get service unichart -o jsonpath='{.spec.clusterIP}')
must 'the sample notes are taken in and embedded' until_true 300 seeded
must 'a question is answered through the Service' asks
before=$(documents)

victim=$(kubectl -n "$space" get pods -l app.kubernetes.io/component=service -o jsonpath='{.items[0].metadata.name}')
kubectl -n "$space" delete pod "$victim" --wait=false >/dev/null
check 'asked while a pod goes' asks || true
must 'ready again' kubectl -n "$space" rollout status deployment unichart --timeout=300s
must 'asked again after the pod is gone' asks
same_documents() { [ "$before" -gt 0 ] && [ "$(documents)" = "$before" ]; }
check "two pods seeded $before documents once" same_documents || true
monitor() { kubectl -n "$space" get servicemonitor unichart; }
check 'the ServiceMonitor is accepted' monitor || true
check 'helm uninstall' helm --namespace "$space" uninstall unichart --wait --timeout 120s || true
gone() { [ -z "$(kubectl -n "$space" get deployments,statefulsets,services,configmaps,servicemonitors -l app.kubernetes.io/instance=unichart -o name)" ]; }
check 'nothing is left but the volume and the secret' until_true 60 gone || true

# the plain manifests, on the volume and the secret that the chart left
overlay=$out/overlay
mkdir -p "$overlay"
cat >"$overlay/kustomization.yaml" <<END
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: $space
resources: [../../../k8s/overlays/dev]
images:
  - {name: ghcr.io/unichart/unichart, newName: docker.io/library/unichart, newTag: ci}
END
must 'kubectl apply -k k8s/overlays/dev' kubectl apply -k "$overlay"
must 'ready by the plain manifests' kubectl -n "$space" rollout status deployment unichart --timeout=300s
base=http://$(kubectl -n "$space" get service unichart -o jsonpath='{.spec.clusterIP}')
must 'a question is answered with them, too' until_true 60 asks
check "they found the $before documents of the volume" same_documents || true
check 'kubectl delete -k' kubectl delete -k "$overlay" --timeout=120s || true
! grep -q '^fail ' "$checks"
