{{- define "unichart.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "unichart.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "unichart.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What a selector matches: never changes in the life of a release. */}}
{{- define "unichart.selector" -}}
app.kubernetes.io/name: {{ include "unichart.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: service
{{- end -}}

{{/* The same for another part. Argument: component, root */}}
{{- define "unichart.selectorOf" -}}
app.kubernetes.io/name: {{ include "unichart.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "unichart.databaseSelector" -}}
{{ include "unichart.selectorOf" (dict "component" "database" "root" .) }}
{{- end -}}

{{/* On objects, not on pods: the chart's version in it would restart them at each upgrade. */}}
{{- define "unichart.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 }}
app.kubernetes.io/name: {{ include "unichart.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: unichart
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Annotations of an object. Argument: own (may be absent), root */}}
{{- define "unichart.annotations" -}}
{{- with merge (dict) (.own | default dict) .root.Values.commonAnnotations }}
annotations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* registry/repository:tag or @digest. Argument: image, root */}}
{{- define "unichart.imageOf" -}}
{{- $registry := .root.Values.global.imageRegistry | default .image.registry -}}
{{- $name := ternary (printf "%s/%s" $registry .image.repository) .image.repository (ne $registry "") -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $name .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (.image.tag | default .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "unichart.image" -}}
{{- include "unichart.imageOf" (dict "image" .Values.image "root" .) -}}
{{- end -}}

{{- define "unichart.pullSecrets" -}}
{{- with concat .Values.global.imagePullSecrets .Values.image.pullSecrets | uniq }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "unichart.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "unichart.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "unichart.databaseName" -}}
{{- printf "%s-database" (include "unichart.fullname" .) -}}
{{- end -}}

{{- define "unichart.clusterName" -}}
{{- default (include "unichart.databaseName" .) .Values.database.cnpg.clusterName -}}
{{- end -}}

{{/* What differs between the three databases: secret (of the password), passwordKey, caSecret, urlKey, url, port. */}}
{{- define "unichart.database" -}}
{{- $ca := "&sslrootcert=/etc/unichart/database-ca/ca.crt" -}}
{{- if .Values.database.external.enabled -}}
{{- with .Values.database.external -}}
secret: {{ .existingSecret | quote }}
passwordKey: {{ .passwordKey | quote }}
urlKey: {{ .urlKey | quote }}
caSecret: {{ .caSecret | quote }}
port: {{ .port }}
url: {{ printf "postgresql://%s@%s:%v/%s?sslmode=%s%s" .user .host (int .port) .name .sslMode (ternary $ca "" (ne .caSecret "")) | quote }}
{{- end -}}
{{- else if .Values.database.cnpg.enabled -}}
{{- with .Values.database.cnpg -}}
secret: {{ include "unichart.clusterName" $ }}-app
passwordKey: password
urlKey: ""
caSecret: {{ ternary (printf "%s-ca" (include "unichart.clusterName" $)) "" (hasPrefix "verify" .sslMode) | quote }}
port: 5432
url: {{ printf "postgresql://%s@%s-rw:5432/%s?sslmode=%s%s" .user (include "unichart.clusterName" $) .name .sslMode (ternary $ca "" (hasPrefix "verify" .sslMode)) | quote }}
{{- end -}}
{{- else -}}
{{- with .Values.database.bundled -}}
secret: {{ .existingSecret | quote }}
passwordKey: {{ .passwordKey | quote }}
urlKey: ""
caSecret: ""
port: 5432
url: {{ printf "postgresql://%s@%s:5432/%s?sslmode=disable" .user (include "unichart.databaseName" $) .name | quote }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* How a container finds the database: env, mounts and volumes, for the service and the jobs. Argument: root */}}
{{- define "unichart.databaseEnv" -}}
{{- $database := include "unichart.database" . | fromYaml -}}
{{- if $database.urlKey }}
- name: DATABASE_URL
  valueFrom:
    secretKeyRef: {name: {{ $database.secret }}, key: {{ $database.urlKey }}}
{{- else }}
- {name: DATABASE_PASSWORD_FILE, value: /etc/unichart/database/password}
{{- end }}
{{- end -}}

{{/* The external database's URL with the role that migrates. */}}
{{- define "unichart.ownerUrl" -}}
{{- $database := include "unichart.database" . | fromYaml -}}
{{- $database.url | replace (printf "//%s@" .Values.database.external.user) (printf "//%s@" .Values.migration.user) -}}
{{- end -}}

{{- define "unichart.databaseMounts" -}}
{{- $database := include "unichart.database" . | fromYaml -}}
{{- if not $database.urlKey }}
- {name: database, mountPath: /etc/unichart/database, readOnly: true}
{{- end }}
{{- if $database.caSecret }}
- {name: database-ca, mountPath: /etc/unichart/database-ca, readOnly: true}
{{- end }}
{{- end -}}

{{- define "unichart.databaseVolumes" -}}
{{- $database := include "unichart.database" . | fromYaml -}}
{{- if not $database.urlKey }}
- name: database
  secret:
    secretName: {{ $database.secret }}
    items: [{key: {{ $database.passwordKey }}, path: password}]
{{- end }}
{{- if $database.caSecret }}
- name: database-ca
  secret:
    secretName: {{ $database.caSecret }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- end -}}

{{/* Faults that a schema cannot see, all in one place, each with the way out. */}}
{{- define "unichart.check" -}}
{{- $external := .Values.database.external -}}
{{- $bundled := .Values.database.bundled -}}
{{- $chosen := list -}}
{{- range list "external" "cnpg" "bundled" }}{{ if (index $.Values.database .).enabled }}{{ $chosen = append $chosen . }}{{ end }}{{ end -}}
{{- if eq (len $chosen) 0 -}}
{{- fail "\n\nUnichart needs a database and two secrets: one with the database's password, one with the first administrator's key.\n  kubectl create secret generic unichart-database --from-literal=password=\"$(openssl rand -hex 16)\"\n  kubectl create secret generic unichart-security --from-literal=bootstrap-key=\"$(openssl rand -base64 32)\"\nThen security.existingSecret=unichart-security and one of\n  database.external.enabled=true, database.external.host=…, database.external.existingSecret=unichart-database\n  database.cnpg.enabled=true (the operator makes its own secret)\n  database.bundled.enabled=true, database.bundled.existingSecret=unichart-database, to try things out\n" -}}
{{- end -}}
{{- if gt (len $chosen) 1 -}}
{{- fail (printf "\n\ndatabase.%s are enabled: choose one\n" (join " and database." $chosen)) -}}
{{- end -}}
{{- if and $external.enabled (not $external.existingSecret) -}}
{{- fail "\n\ndatabase.external.existingSecret is missing: the name of the secret with the password\n" -}}
{{- end -}}
{{- if and $external.enabled (not $external.urlKey) (not $external.host) -}}
{{- fail "\n\ndatabase.external.host is missing (or name a key with a whole DATABASE_URL in database.external.urlKey)\n" -}}
{{- end -}}
{{- if and $bundled.enabled (not $bundled.existingSecret) -}}
{{- fail "\n\ndatabase.bundled.existingSecret is missing: kubectl create secret generic unichart-database --from-literal=password=\"$(openssl rand -hex 16)\"\n" -}}
{{- end -}}
{{- if and (eq .Values.security.mode "api-key") (not .Values.security.existingSecret) -}}
{{- fail "\n\nsecurity.existingSecret is missing: the secret with the first administrator's key\n  kubectl create secret generic unichart-security --from-literal=bootstrap-key=\"$(openssl rand -base64 32)\"\nWithout any: security.mode=open, and whoever reaches the service may read everything\n" -}}
{{- end -}}
{{- if and (eq .Values.security.mode "oidc") (not (and .Values.security.oidc.issuer .Values.security.oidc.audience)) -}}
{{- fail "\n\nsecurity.mode=oidc needs security.oidc.issuer and security.oidc.audience\n" -}}
{{- end -}}
{{- if le (int .Values.shutdown.gracePeriodSeconds) (add (int .Values.shutdown.preStopSeconds) (int .Values.shutdown.drainSeconds)) -}}
{{- fail "\n\nshutdown.gracePeriodSeconds must be more than preStopSeconds + drainSeconds, else pods are killed while they finish requests\n" -}}
{{- end -}}
{{- if and .Values.podDisruptionBudget.enabled (ne (toString .Values.podDisruptionBudget.minAvailable) "") (ne (toString .Values.podDisruptionBudget.maxUnavailable) "") -}}
{{- fail "\n\npodDisruptionBudget: minAvailable and maxUnavailable are both set; choose one (the other: \"\")\n" -}}
{{- end -}}
{{- if and .Values.extraConfig .Values.existingConfigMap -}}
{{- fail "\n\nextraConfig and existingConfigMap are both set: choose one\n" -}}
{{- end -}}
{{- if and (eq .Values.seed.source "configMap") (not .Values.seed.configMap) -}}
{{- fail "\n\nseed.source=configMap needs seed.configMap\n" -}}
{{- end -}}
{{- if and (eq .Values.seed.source "persistentVolumeClaim") (not .Values.seed.persistentVolumeClaim) -}}
{{- fail "\n\nseed.source=persistentVolumeClaim needs seed.persistentVolumeClaim\n" -}}
{{- end -}}
{{- if and .Values.restore.enabled (not .Values.restore.existingClaim) (not .Values.backup.enabled) -}}
{{- fail "\n\nrestore.existingClaim is missing: the claim with the dumps (or backup.enabled=true, whose claim is then used)\n" -}}
{{- end -}}
{{- range list "link" "terminologyImport" -}}
{{- $job := index $.Values . -}}
{{- if and $job.enabled (not $job.persistentVolumeClaim) -}}
{{- fail (printf "\n\n%s.persistentVolumeClaim is missing: the claim with the files\n" .) -}}
{{- end -}}
{{- end -}}
{{- if eq .Values.migration.mode "job" -}}
{{- if and .Values.migration.hook $bundled.enabled -}}
{{- fail "\n\nmigration.hook: the bundled database comes with the release, so a hook before it would wait for ever; leave it false\n" -}}
{{- end -}}
{{- if and .Values.migration.hook .Values.database.cnpg.enabled .Values.database.cnpg.create -}}
{{- fail "\n\nmigration.hook: the Cluster of database.cnpg comes with the release, so a hook before it would wait for ever; leave it false, or make the Cluster first and say database.cnpg.create=false\n" -}}
{{- end -}}
{{- if ne (empty .Values.migration.user) (empty .Values.migration.existingSecret) -}}
{{- fail "\n\nmigration.user and migration.existingSecret go together: a role and the secret with its password\n" -}}
{{- end -}}
{{- if and .Values.migration.user (or (not $external.enabled) $external.urlKey) -}}
{{- fail "\n\nmigration.user is for database.external with host and user; a secret with a whole DATABASE_URL names its own\n" -}}
{{- end -}}
{{- end -}}
{{- if and .Values.backup.enabled .Values.backup.s3.enabled (not (and .Values.backup.s3.bucket .Values.backup.s3.existingSecret)) -}}
{{- fail "\n\nbackup.s3 needs bucket and existingSecret\n" -}}
{{- end -}}
{{- end -}}

{{/* The settings alone, without labels: what a pod must be restarted for. */}}
{{- define "unichart.settings" -}}
{{- $database := include "unichart.database" . | fromYaml -}}
SECURITY_MODE: {{ .Values.security.mode | quote }}
SECURITY_SESSION_LIFETIME: {{ .Values.security.sessionLifetime | quote }}
SECURITY_RATE_LIMIT: {{ int .Values.security.rateLimit | quote }}
{{- with .Values.security.trustedProxies }}
SECURITY_TRUSTED_PROXIES: {{ join "," . | quote }}
{{- end }}
{{- with .Values.security.publicUrl }}
SECURITY_PUBLIC_URL: {{ . | quote }}
{{- end }}
{{- with .Values.security.corsOrigins }}
SECURITY_CORS_ORIGINS: {{ join "," . | quote }}
{{- end }}
{{- if eq .Values.security.mode "oidc" }}
{{- with .Values.security.oidc }}
SECURITY_OIDC_ISSUER: {{ .issuer | quote }}
SECURITY_OIDC_AUDIENCE: {{ .audience | quote }}
SECURITY_OIDC_ROLES_CLAIM: {{ .rolesClaim | quote }}
SECURITY_OIDC_SCOPE: {{ .scope | quote }}
{{- with .jwksUri }}
SECURITY_OIDC_JWKS_URI: {{ . | quote }}
{{- end }}
{{- with .roles }}
SECURITY_OIDC_ROLES: {{ . | quote }}
{{- end }}
{{- with .clientId }}
SECURITY_OIDC_CLIENT_ID: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
ENVIRONMENT: {{ .Values.environment | quote }}
LOG_LEVEL: {{ .Values.logLevel | quote }}
MAX_REQUEST_SIZE: {{ .Values.maxRequestSize | quote }}
API_TITLE: {{ .Values.title | quote }}
{{- if not $database.urlKey }}
DATABASE_URL: {{ $database.url | quote }}
{{- end }}
DATABASE_MAX_CONNECTIONS: {{ int .Values.database.maxConnections | quote }}
DATABASE_ACQUIRE_TIMEOUT: {{ .Values.database.acquireTimeout | quote }}
DATABASE_STATEMENT_TIMEOUT: {{ .Values.database.statementTimeout | quote }}
DATABASE_START_TIMEOUT: {{ .Values.database.startTimeout | quote }}
DATABASE_MIGRATE: {{ eq .Values.migration.mode "app" | quote }}
OPENAI_BASE_URL: {{ .Values.openai.baseUrl | quote }}
OPENAI_DEFAULT_MODEL: {{ .Values.openai.defaultModel | quote }}
OPENAI_TEMPERATURE: {{ .Values.openai.temperature | quote }}
OPENAI_TIMEOUT: {{ .Values.openai.timeout | quote }}
{{- with .Values.openai.project }}
OPENAI_API_PROJECT: {{ . | quote }}
{{- end }}
{{- with .Values.openai.models }}
OPENAI_MODELS: {{ join "," . | quote }}
{{- end }}
EMBEDDING_MODEL: {{ .Values.embedding.model | quote }}
EMBEDDING_DIMENSION: {{ int .Values.embedding.dimension | quote }}
RETRIEVAL_EXACT_UP_TO: {{ int .Values.retrieval.exactUpTo | quote }}
RETRIEVAL_COVERAGE_WEIGHT: {{ .Values.retrieval.coverageWeight | quote }}
RETRIEVAL_WORDS_WEIGHT: {{ .Values.retrieval.wordsWeight | quote }}
RETRIEVAL_CENTRING: {{ .Values.retrieval.centring | quote }}
RETRIEVAL_EMBEDDING_WORKERS: {{ int .Values.retrieval.embeddingWorkers | quote }}
RETRIEVAL_EMBEDDING_ATTEMPTS: {{ int .Values.retrieval.embeddingAttempts | quote }}
RETRIEVAL_EMBEDDING_BACK_OFF: {{ .Values.retrieval.embeddingBackOff | quote }}
RETRIEVAL_EMBEDDING_LEASE: {{ .Values.retrieval.embeddingLease | quote }}
MATCHING_THRESHOLD: {{ .Values.matching.threshold | quote }}
MATCHING_NAME_WEIGHT: {{ .Values.matching.nameWeight | quote }}
MATCHING_BIRTH_DATE_WEIGHT: {{ .Values.matching.birthDateWeight | quote }}
MATCHING_ADDRESS_WEIGHT: {{ .Values.matching.addressWeight | quote }}
MATCHING_GENDER_WEIGHT: {{ .Values.matching.genderWeight | quote }}
MATCHING_CANDIDATES_PER_KEY: {{ int .Values.matching.candidatesPerKey | quote }}
DEMO_POPULATION: {{ int .Values.matching.demoPopulation | quote }}
TERMINOLOGY_NLM: {{ .Values.terminology.nlm.mode | quote }}
TERMINOLOGY_NLM_ICD10CM_URL: {{ .Values.terminology.nlm.icd10cmUrl | quote }}
TERMINOLOGY_NLM_RXNORM_URL: {{ .Values.terminology.nlm.rxnormUrl | quote }}
TERMINOLOGY_NLM_TIMEOUT: {{ .Values.terminology.nlm.timeout | quote }}
TERMINOLOGY_NLM_KEEP: {{ .Values.terminology.nlm.keep | quote }}
{{- if .Values.terminology.persistentVolumeClaim }}
TERMINOLOGY_DIR: {{ printf "/tables/%s" .Values.terminology.path | trimSuffix "/" | quote }}
{{- end }}
{{- with .Values.kafka.bootstrapServers }}
KAFKA_BOOTSTRAP_SERVERS: {{ join "," . | quote }}
KAFKA_TOPIC: {{ $.Values.kafka.topic | quote }}
{{- if $.Values.kafka.existingSecret }}
KAFKA_CONFIG_FILE: /etc/unichart/kafka/client.properties
{{- end }}
{{- end }}
SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE: {{ printf "%ds" (int .Values.shutdown.drainSeconds) | quote }}
{{- with .Values.telemetry.otlpEndpoint }}
OTLP_ENDPOINT: {{ . | quote }}
OTLP_SERVICE_NAME: {{ $.Values.telemetry.serviceName | quote }}
OTLP_SAMPLING: {{ $.Values.telemetry.sampling | quote }}
{{- end }}
{{- with .Values.javaOpts }}
JAVA_OPTS: {{ . | quote }}
{{- end }}
{{- if ne .Values.seed.source "samples" }}
SEED_DIR: /seed
{{- end }}
{{- if or .Values.extraConfig .Values.existingConfigMap }}
SPRING_CONFIG_ADDITIONAL_LOCATION: file:/etc/unichart/config/
{{- end }}
{{- end -}}

{{/* The port of a URL, as the policies need it. */}}
{{- define "unichart.portOf" -}}
{{- $url := urlParse . -}}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (ternary "443" "80" (eq $url.scheme "https")) -}}
{{- end -}}

{{/*
A Job's pod, restricted like the service's. Argument: root, component, image, and as text: containers (without
their security context and image, which are filled in here), init, volumes.
*/}}
{{- define "unichart.jobPod" -}}
metadata:
  labels: {{- include "unichart.selectorOf" (dict "component" .component "root" .root) | nindent 4 }}
spec:
  {{- include "unichart.pullSecrets" .root | nindent 2 }}
  restartPolicy: Never
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with .root.Values.podSecurityContext }}
  securityContext: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .root.Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .root.Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .root.Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "unichart.jobContainer" -}}
image: {{ include "unichart.imageOf" (dict "image" .image "root" .root) }}
imagePullPolicy: {{ .image.pullPolicy }}
{{- with .root.Values.securityContext }}
securityContext: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .resources }}
resources: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
