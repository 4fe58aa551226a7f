#!/usr/bin/env bash
# The tests that talk to the database once more, on a real server with pgvector.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need_docker
retry 2 "$shared/tools/local-base-images" postgres >&2
name=unichart-ci-pgvector
docker rm --force --volumes "$name" >/dev/null 2>&1 || true
port=$(free_port)
trap 'set +e; docker rm --force --volumes "$name" >/dev/null 2>&1' EXIT
docker run --detach --name "$name" --publish "127.0.0.1:$port:5432" --shm-size 256m \
  --env POSTGRES_USER=unichart --env POSTGRES_DB=unichart --env POSTGRES_HOST_AUTH_METHOD=trust \
  pgvector/pgvector:pg17 postgres -c fsync=off -c max_connections=200 >/dev/null
until_true 60 docker exec "$name" pg_isready --quiet --host 127.0.0.1 --username unichart

export SECURITY_MODE=open DATABASE_URL="postgresql://unichart@127.0.0.1:$port/unichart?sslmode=disable"
must 'documents and retrieval hold on pgvector' \
  mvn -B -Dtest='io/unichart/documents/**/*Test,io/unichart/retrieval/**/*Test' -Dsurefire.failIfNoSpecifiedTests=false test
