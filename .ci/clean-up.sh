#!/usr/bin/env bash
# Takes away what the stages may have left running; harmless when there is nothing.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
set +e
if [ -d "${UNIKUBE_STATE:-/var/lib/unikube}" ] && [ -f "$out/cluster" ]; then
  "$shared/kube/down" --purge && rm -f "$out/cluster"
fi
if docker info >/dev/null 2>&1; then
  compose --project-name unichart-ci down --volumes --remove-orphans
  compose --project-name unichart-ci-tests --file docker-compose.test.yml down --volumes --remove-orphans
  docker rm --force --volumes unichart-ci-pgvector
  docker rm --force --volumes unichart-ci-start unichart-ci-start-database
  docker network rm unichart-ci-start
  docker image rm "$image-warm" "$image"
  docker image prune --force --filter label=io.unichart.stage=trained
  if [ -f "$out/docker-engine" ] && [ -z "$(docker ps -q)" ]; then
    kill "$(cat /var/run/docker.pid)" && rm -f "$out/docker-engine"
  fi
fi
exit 0
