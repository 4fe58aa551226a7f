# The plain manifests: each overlay from nothing to an answer.
# shellcheck shell=bash disable=SC2154
overlay() { # NAME NAMESPACE MORE: kustomization with the image of this build
  rm -rf "$out/overlay"
  mkdir -p "$out/overlay"
  cat >"$out/overlay/kustomization.yaml" <<END
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: $2
resources: [../../../k8s/overlays/$1${3:+, $3}]
images:
  - {name: ghcr.io/unichart/unichart, newName: docker.io/library/unichart, newTag: ci}
END
}
overlay dev "$space"
begun=$SECONDS
must 'kubectl apply -k k8s/overlays/dev' kubectl apply -k "$out/overlay"
must 'ready by overlay dev' ready
base=http://$(k get service unichart -o jsonpath='{.spec.clusterIP}')
must 'a question is answered by overlay dev' until_true 60 asks
check "it found the $before documents of the volume" same_documents || true
printf '        %d s\n' $((SECONDS - begun))
# production has no database of its own: it is given that of dev
address="postgresql://unichart@unichart-database.$space:5432/unichart?sslmode=disable"
k scale deployment unichart --replicas=0 >/dev/null
overlay production unichart
cat >>"$out/overlay/kustomization.yaml" <<END
configMapGenerator:
  - name: unichart
    behavior: merge
    literals:
      - DATABASE_URL=$address
END
kubectl create namespace unichart --dry-run=client -o yaml | kubectl apply -f - >/dev/null 2>&1
for secret in unichart-database unichart-security; do
  k get secret "$secret" -o yaml | sed "s/namespace: .*/namespace: unichart/" | kubectl apply -f - >/dev/null
done
begun=$SECONDS
must 'kubectl apply -k k8s/overlays/production' kubectl apply -k "$out/overlay"
must 'ready by overlay production' kubectl --namespace unichart rollout status deployment unichart --timeout=300s
base=http://$(kubectl --namespace unichart get service unichart -o jsonpath='{.spec.clusterIP}')
key=$(k get secret unichart-security -o jsonpath='{.data.bootstrap-key}' | base64 -d)
by_key() { curl -fsS -m 20 -H "X-API-Key: $key" "$base/api/v1/documents/1" | grep -q '"title"'; }
must 'overlay production answers who has the key' until_true 60 by_key
printf '        %d s\n' $((SECONDS - begun))
check 'kubectl delete -k' kubectl delete -k "$out/overlay" --timeout=120s || true
