# Backup, loss of everything, restore into an empty release.
# shellcheck shell=bash disable=SC2154
check 'a dump is made' k create job --from=cronjob/unichart-backup backup-now || true
must 'dumped' k wait --for=condition=complete --timeout=120s job/backup-now
k logs job/backup-now | sed 's/^/        /'
check 'helm uninstall' helm --namespace "$space" uninstall unichart --wait --timeout 120s || true
gone() {
  local left
  left=$(k get deployments,statefulsets,services,configmaps,servicemonitors,cronjobs --selector app.kubernetes.io/instance=unichart -o name) && [ -z "$left" ]
}
check 'nothing is left but the volumes and the secret' until_true 60 gone || true
must 'the database is lost' k delete pvc data-unichart-database-0 --wait=true --timeout=60s

# the claim of the dumps stayed; a release of the same name takes it back
kept=()
begun=$SECONDS
must 'an empty release is installed' release install "${kept[@]}" --set restore.enabled=true
must 'the dump is brought back' k wait --for=condition=complete --timeout=180s job/unichart-restore-1
k logs job/unichart-restore-1 | sed 's/^/        /'
must 'the service is switched on again' release upgrade "${kept[@]}"
must 'ready after the restore' ready
base=http://$(k get service unichart -o jsonpath='{.spec.clusterIP}')
must 'a question is answered after the restore' until_true 60 asks
check "all $before documents are back" same_documents || true
check 'and the patient' matches || true
printf '        %d s from the empty release to answers\n' $((SECONDS - begun))
twice() {
  release upgrade "${kept[@]}" --set restore.enabled=true && k wait --for=condition=failed --timeout=120s job/unichart-restore-3 \
    && k logs job/unichart-restore-3 | grep 'restore.overwrite=true replaces them'
}
check 'a database that holds tables is not overwritten' twice || true
overwritten() {
  release upgrade "${kept[@]}" --set restore.enabled=true,restore.overwrite=true && k wait --for=condition=complete --timeout=180s job/unichart-restore-4 \
    && k logs job/unichart-restore-4 | grep 'is back'
}
must 'unless that is said' overwritten
must 'the service is switched on once more' release upgrade "${kept[@]}"
must 'ready after the second restore' ready
check "all $before documents are there" until_true 30 same_documents || true
