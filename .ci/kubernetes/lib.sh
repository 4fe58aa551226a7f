# Shared by the parts of the Kubernetes stage.
# shellcheck shell=bash
# shellcheck disable=SC2154  # set by lib.sh and the stage

k() { kubectl --namespace "$space" "$@"; }
# A rollout is complete while the pods before it still finish their requests, and those answer by their old settings.
alone() {
  local left
  left=$(k get pods --selector app.kubernetes.io/component=service -o jsonpath='{.items[*].metadata.deletionTimestamp}') && [ -z "${left// /}" ]
}
ready() { k rollout status deployment unichart --timeout=300s && until_true 90 alone; }
release() { # COMMAND ARGUMENT...: helm with the values of this stage, on top of what the parts have set so far
  local command=$1
  shift
  helm --namespace "$space" "$command" unichart charts/unichart --values .ci/kubernetes/values.yaml "$@"
}
same_documents() { [ "$before" -gt 0 ] && [ "$(documents)" = "$before" ]; }
pods() { k get pods --selector app.kubernetes.io/component=service --field-selector status.phase=Running -o jsonpath='{.items[*].metadata.name}'; }

load_begins() { # RATE [heavy]
  rm -f "$out/load.stop" "$out/load.txt"
  java .ci/Load.java "$base" "$1" "$out/load.stop" '' "${@:2}" >"$out/load.txt" 2>&1 &
  load=$!
  sleep 4 # until it really sends
}
load_ends() { # prints what became of the requests
  touch "$out/load.stop"
  local rc=0
  wait "$load" || rc=$?
  printf '        %s\n' "$(head -n 1 "$out/load.txt")"
  return "$rc"
}
no_failure() { load_ends >/dev/null; local rc=$?; cat "$out/load.txt"; return "$rc"; }
tell_load() { printf '        %s\n' "$(head -n 1 "$out/load.txt")"; }

run_pod() { # NAME LABEL COMMAND...: a restricted pod; 1 when its command failed, 2 when it did not run
  local name=$1 label=$2 phase
  shift 2
  k delete pod "$name" --ignore-not-found --wait=true --grace-period=0 --force >/dev/null 2>&1
  k apply -f - >/dev/null <<END || return 2
apiVersion: v1
kind: Pod
metadata: {name: $name, labels: {$label}}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: it
      image: busybox:1.35
      imagePullPolicy: IfNotPresent
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      command: [sh, -c, 'sleep 2; $*']
      volumeMounts: [{name: files, mountPath: /files}]
  volumes: [{name: files, ${volume:-emptyDir: {\}}}]
END
  until_true 60 ended "$name" || return 2
  k logs "$name" | tail -n 5
  phase=$(k get pod "$name" -o jsonpath='{.status.phase}')
  k delete pod "$name" --grace-period=0 --force >/dev/null 2>&1
  case $phase in Succeeded) ;; Failed) return 1 ;; *) return 2 ;; esac
}
ended() { case $(k get pod "$1" -o jsonpath='{.status.phase}') in Succeeded | Failed) ;; *) return 1 ;; esac; }
