# A server that is looked after elsewhere, with TLS: the pages minimal and production, their commands as they stand.
# shellcheck shell=bash disable=SC2154
server=postgres.unichart-ci-server
password=$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
s() { kubectl --namespace unichart-ci-server "$@"; }
u() { kubectl --namespace unichart "$@"; }
psql_as_admin() { s exec --stdin postgres -- psql --username postgres --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align "$@"; }
certified() { # a CA, and the server's certificate signed by it
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=unichart-ci-ca -keyout "$out/ca.key" -out "$out/ca.crt" \
    && openssl req -newkey rsa:2048 -nodes -subj "/CN=$server" -keyout "$out/tls.key" -out "$out/tls.csr" \
    && openssl x509 -req -in "$out/tls.csr" -CA "$out/ca.crt" -CAkey "$out/ca.key" -CAcreateserial -days 2 \
      -extfile <(echo "subjectAltName=DNS:$server") -out "$out/tls.crt"
}
serves() {
  kubectl create namespace unichart-ci-server --dry-run=client -o yaml | kubectl apply -f - \
    && s delete pod postgres --ignore-not-found --grace-period=0 --force \
    && s create secret generic tls --from-file="$out/tls.crt" --from-file="$out/tls.key" --dry-run=client -o yaml | s apply -f - \
    && s apply -f - <<END
apiVersion: v1
kind: Service
metadata: {name: postgres}
spec: {selector: {app: postgres}, ports: [{port: 5432}]}
---
apiVersion: v1
kind: Pod
metadata: {name: postgres, labels: {app: postgres}}
spec:
  automountServiceAccountToken: false
  securityContext: {runAsUser: 999, runAsGroup: 999, fsGroup: 999}
  containers:
    - name: postgres
      image: docker.io/pgvector/pgvector:pg17
      imagePullPolicy: IfNotPresent
      args: [postgres, -c, ssl=on, -c, ssl_cert_file=/tls/tls.crt, -c, ssl_key_file=/tls/tls.key, -c, max_connections=200]
      env:
        - {name: POSTGRES_PASSWORD, value: $password}
        - {name: PGDATA, value: /var/lib/postgresql/data/pgdata}
      readinessProbe: {exec: {command: [pg_isready, --quiet, --host, 127.0.0.1]}, periodSeconds: 1}
      volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}, {name: tls, mountPath: /tls}]
  volumes:
    - {name: data, emptyDir: {}}
    - {name: tls, secret: {secretName: tls, defaultMode: 0440}}
END
}
block() { # PAGE LANGUAGE NUMBER: a block of a page, its placeholders filled in
  awk -v fence="\`\`\`$2" -v wanted="$3" '$0 == "```" { on = 0 } on { print } $0 == fence && ++n == wanted { on = 1 }' "$1" \
    | sed -e "s/'…'/'$password'/g; s/postgres\.example\.org/$server/g; s|--from-file=ca\.crt|--from-file=$out/ca.crt|; s|my-values\.yaml|$out/my-values.yaml|g"
}
typed() { # PAGE NUMBER [SED]: the commands of a block one after the other; only the image is ours
  {
    echo 'set -euo pipefail'
    # shellcheck disable=SC2016
    echo 'helm() { case " $* " in *" install "* | *" --install "*) set -- "$@" --set image.registry=docker.io,image.repository=library/unichart,image.tag=ci ;; esac; command helm "$@"; }'
    block "$1" sh "$2" | sed -e "${3:-}"
  } >"$out/typed.sh" && [ "$(wc -l <"$out/typed.sh")" -gt 3 ] && bash -x "$out/typed.sh"
}
told_to_server() { block "$1" sql 1 >"$out/typed.sql" && grep -q 'create database' "$out/typed.sql" && psql_as_admin <"$out/typed.sql"; }
begins_anew() { # no release, no tables
  u delete deployments,jobs --all
  u delete pods --all --grace-period=0 --force
  kubectl delete namespace unichart --ignore-not-found --timeout=120s && psql_as_admin <<'END'
drop database if exists unichart with (force);
drop role if exists unichart;
drop role if exists unichart_owner;
END
}
encrypted() { # every connection of the service
  [ "$(psql_as_admin --command "select count(*) > 0 and bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid) where usename = 'unichart'")" = t ]
}
knows_who_calls() {
  local address key
  address=http://$(u get service unichart -o jsonpath='{.spec.clusterIP}') && key=$(u get secret unichart-security -o jsonpath='{.data.bootstrap-key}' | base64 -d) \
    && [ "$(curl -sS -m 20 -o "$out/body" -w '%{http_code}' "$address/api/v1/rag/stats")" = 401 ] \
    && curl -fsS -m 20 -H "X-API-Key: $key" "$address/api/v1/rag/stats"
}

must 'a CA signs a certificate' certified
must 'a PostgreSQL with TLS is started' serves
must 'it is ready' s wait --for=condition=Ready --timeout=120s pod/postgres

minimal=docs/kubernetes/minimal.md
must 'nothing is there' begins_anew
must 'minimal.md: what the server is told' told_to_server "$minimal"
check 'minimal.md: what the cluster is told' typed "$minimal" 1 || true
check 'it answers who has the key' until_true 60 knows_who_calls || true
check 'minimal.md: the key is read, another is made' typed "$minimal" 2 || true
check 'the database is spoken to with TLS' encrypted || true

production=docs/kubernetes/production.md
must 'nothing is left of it' begins_anew
must 'UPGRADING.md: two roles and a database' told_to_server charts/unichart/UPGRADING.md
sed "s/db\.example\.org/$server/" charts/unichart/ci/production-values.yaml >"$out/my-values.yaml"
check 'production.md: what the cluster is told' typed "$production" 1 || true
made_by_job() { # by its first pod
  u logs --selector batch.kubernetes.io/job-name=unichart-migrate-1 --tail 40 --prefix >"$out/migrated" && cat "$out/migrated" \
    && grep -q '"migrations": [1-9]' "$out/migrated" && [ -z "$(u get job unichart-migrate-1 -o jsonpath='{.status.failed}')" ]
}
check 'the Job made the tables, at once' made_by_job || true
owned() { [ "$(psql_as_admin --dbname unichart --command "select string_agg(distinct tableowner, ' ') from pg_tables where schemaname = 'public'")" = unichart_owner ]; }
check 'they are the owner'"'"'s' owned || true
check 'it answers who has the key' until_true 60 knows_who_calls || true
check 'the database is spoken to with TLS' encrypted || true
three_ready() { [ "$(u get deployment unichart -o jsonpath='{.status.readyReplicas}')" = 3 ]; }
check 'three pods are ready' three_ready || true
dumps() { u create job --from=cronjob/unichart-backup backup-now && u wait --for=condition=complete --timeout=120s job/backup-now; }
check 'a dump is made over TLS' dumps || true

must 'nothing is left of it' begins_anew
must 'the roles once more' told_to_server charts/unichart/UPGRADING.md
by_hook() { typed "$production" 1 's/^helm .* upgrade .*/& --set migration.hook=true,replicaCount=1,podDisruptionBudget.enabled=false/'; }
check 'the same with the Job as a hook' by_hook || true
before_it() { # the Job had made the tables when the Deployment was made
  made_by_job && [[ $(u get job unichart-migrate-1 -o jsonpath='{.status.completionTime}') < $(u get deployment unichart -o jsonpath='{.metadata.creationTimestamp}')a ]]
}
check 'the tables were there before the service' before_it || true
kubectl delete namespace unichart unichart-ci-server --wait=false >/dev/null
