#!/usr/bin/env bash
# The chart and the plain manifests on a real cluster, in a namespace that enforces restricted pods.
# Its parts are in .ci/kubernetes, in order; PARTS='10 20 40' takes some of them, KEEP_CLUSTER=1 leaves the
# cluster up for more, SAME_IMAGES=1 does not load them again. 30 to 70 and 80 work on the release of 20, 85 on what
# 80 leaves, 90 on the volume and the secret of 20 and the key of 85; 10, 75 and 77 stand alone.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
. "$root/.ci/kubernetes/lib.sh"

[ -x "$shared/kube/up" ] || skip '../shared/kube is not there: no cluster'
need_docker
need curl curl
need promtool prometheus
need_image
tools=$out/tools
retry 3 "$shared/tools/helm-install" "$tools" >&2

space=unichart-ci
on_exit() { # whatever went wrong, the cluster goes down
  set +e
  touch "$out/load.stop"
  if grep -q '^fail ' "$checks" || [ ! -s "$checks" ]; then
    k get all,events 2>&1 | tail -n 60
    k logs deployment/unichart --tail 60 2>&1 | tail -n 60 | cut -c1-300
    k logs unichart-database-0 --tail 20 2>&1 | tail -n 20
  fi
  [ -n "${KEEP_CLUSTER:-}" ] || { "$shared/kube/down" --purge >&2; rm -f "$out/cluster"; }
}
touch "$out/cluster"
trap on_exit EXIT
settings=$(retry 2 "$shared/kube/up" --crds)
eval "$settings"
export PATH=$tools:$PATH

save() { docker save "$image" >"$out/image.tar" && "$shared/kube/load-image" "$out/image.tar" pgvector/pgvector:pg17 && rm -f "$out/image.tar"; }
[ -n "${SAME_IMAGES:-}" ] || must 'the images are loaded' save
kubectl create namespace "$space" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
kubectl label --overwrite namespace "$space" pod-security.kubernetes.io/enforce=restricted pod-security.kubernetes.io/warn=restricted >/dev/null
k get secret unichart-database >/dev/null 2>&1 || k create secret generic unichart-database \
  --from-literal=password="$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')" >/dev/null

base=http://$(k get service unichart -o jsonpath='{.spec.clusterIP}' 2>/dev/null || true)
before=$([ "$base" = http:// ] || documents)
for part in .ci/kubernetes/[0-9]*.sh; do
  number=$(basename "$part" | cut -c1-2)
  case " ${PARTS:-$number} " in *" $number "*) ;; *) continue ;; esac
  begun_part=$SECONDS
  # shellcheck disable=SC1090
  . "$part"
  printf '     -- %s: %d s\n' "$(basename "$part" .sh)" $((SECONDS - begun_part))
done
! grep -q '^fail ' "$checks"
