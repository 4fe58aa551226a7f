#!/usr/bin/env bash
# Takes away what the stages may have left running; harmless when there is nothing.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
set +e
if [ -d "${UNIKUBE_STATE:-/var/lib/unikube}" ] && [ -f "$out/cluster" ]; then
  "$shared/kube/down" --purge && rm -f "$out/cluster"
fi
if docker info >/dev/null 2>&1; then
  compose --project-name unichart-ci down --volumes --remove-orphans
  docker rm --force --volumes unichart-ci-pgvector
  docker image rm "$image"
  if [ -f "$out/docker-engine" ] && [ -z "$(docker ps -q)" ]; then
    kill "$(cat /var/run/docker.pid)" && rm -f "$out/docker-engine"
  fi
fi
exit 0
