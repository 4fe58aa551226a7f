# Every example of the chart against the cluster's own schemas: unknown fields, wrong types, pods that are not restricted.
# shellcheck shell=bash disable=SC2154
valid() { # VALUES: no object is refused, and no pod would be
  helm template checked charts/unichart --namespace "$space" --values "$1" >"$out/rendered.yaml" || return 1
  # kinds whose definitions the cluster does not have
  awk 'BEGIN { RS = "---\n"; ORS = "---\n" } !/\nkind: (Cluster|ScheduledBackup|ObjectStore|ScaledObject|Route|ExternalSecret)\n/' "$out/rendered.yaml" >"$out/known.yaml"
  kubectl --namespace "$space" apply --dry-run=server --validate=strict -f "$out/known.yaml" >"$out/valid.log" 2>&1 || { cat "$out/valid.log"; return 1; }
  ! grep -i 'warning' "$out/valid.log"
}
for values in charts/unichart/ci/*-values.yaml; do
  check "the cluster accepts every object: $(basename "$values" -values.yaml)" valid "$values" || true
done
