# The jobs of the chart: linkage and code tables from a volume.
# shellcheck shell=bash disable=SC2154
k apply -f - >/dev/null <<'END'
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: files}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 64Mi}}}
END
put='printf "loinc\tdisplay\tkind\tucum\n8867-4\tHeart rate\tvital\t/min\n" >/files/loinc_2026.tsv
printf "id,given,family,born\n1,Ingrid,Halvorsen,1951-03-02\n2,Ingrid,Halvorsen,1951-03-02\n3,Paul,Adeyemi,1980-11-30\n" >/files/records.csv
printf "id: id\ngiven_name: given\nfamily_name: family\nbirth_date: born\n" >/files/mapping.yaml'
put_files() {
  local volume='persistentVolumeClaim: {claimName: files}'
  run_pod files 'role: files' "echo $(base64 -w0 <<<"$put") | base64 -d >/tmp/put && sh -e /tmp/put && ls -l /files"
}
must 'files are put into a volume' put_files
must 'jobs are switched on' release upgrade --set link.enabled=true,link.persistentVolumeClaim=files \
  --set terminologyImport.enabled=true,terminologyImport.persistentVolumeClaim=files
revision=$(helm --namespace "$space" history unichart --max 1 -o json | sed -E 's/.*"revision":([0-9]+).*/\1/')
check 'records are linked' k wait --for=condition=complete --timeout=120s "job/unichart-link-$revision" || true
linked() {
  local volume='persistentVolumeClaim: {claimName: files}'
  run_pod files 'role: files' 'cat /files/clusters.csv && test -s /files/report.html'
}
check 'clusters and report are in the volume' linked || true
check 'code tables are taken in' k wait --for=condition=complete --timeout=120s "job/unichart-terminology-$revision" || true
in_force() { curl -fsS -m 20 "$base/api/v1/terminology" | grep -q '2026 sha256:'; }
check 'and in force' until_true 90 in_force || true
must 'ready after the jobs' ready
