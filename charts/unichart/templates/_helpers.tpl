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

{{- define "unichart.databaseSelector" -}}
app.kubernetes.io/name: {{ include "unichart.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: database
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

{{/* Faults that a schema cannot see, all in one place, each with the way out. */}}
{{- define "unichart.check" -}}
{{- $external := .Values.database.external -}}
{{- $bundled := .Values.database.bundled -}}
{{- if and (not $external.enabled) (not $bundled.enabled) -}}
{{- fail "\n\nUnichart needs a database and the secret with its password. Either\n  database.external.enabled=true, database.external.host=…, database.external.existingSecret=…\nor, to try things out,\n  database.bundled.enabled=true, database.bundled.existingSecret=…\nThe secret comes first: kubectl create secret generic unichart-database --from-literal=password=\"$(openssl rand -hex 16)\"\n" -}}
{{- end -}}
{{- if and $external.enabled $bundled.enabled -}}
{{- fail "\n\ndatabase.external and database.bundled are both enabled: choose one\n" -}}
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
{{- if not .Values.security.mode -}}
{{- fail "\n\nsecurity.mode is missing. This version knows only security.mode=open: whoever reaches the service may read everything\n" -}}
{{- end -}}
{{- if le (int .Values.shutdown.gracePeriodSeconds) (add (int .Values.shutdown.preStopSeconds) (int .Values.shutdown.drainSeconds)) -}}
{{- fail "\n\nshutdown.gracePeriodSeconds must be more than preStopSeconds + drainSeconds, else pods are killed while they finish requests\n" -}}
{{- end -}}
{{- end -}}

{{/* The settings alone, without labels: what a pod must be restarted for. */}}
{{- define "unichart.settings" -}}
SECURITY_MODE: {{ .Values.security.mode | quote }}
ENVIRONMENT: {{ .Values.environment | quote }}
LOG_LEVEL: {{ .Values.logLevel | quote }}
MAX_REQUEST_SIZE: {{ .Values.maxRequestSize | quote }}
{{- if and .Values.database.external.enabled (not .Values.database.external.urlKey) }}
{{- with .Values.database.external }}
DATABASE_URL: {{ printf "postgresql://%s@%s:%v/%s?sslmode=%s%s" .user .host (int .port) .name .sslMode (ternary "&sslrootcert=/etc/unichart/database-ca/ca.crt" "" (ne .caSecret "")) | quote }}
{{- end }}
{{- end }}
{{- if .Values.database.bundled.enabled }}
{{- with .Values.database.bundled }}
DATABASE_URL: {{ printf "postgresql://%s@%s:5432/%s?sslmode=disable" .user (include "unichart.databaseName" $) .name | quote }}
{{- end }}
{{- end }}
DATABASE_MAX_CONNECTIONS: {{ .Values.database.maxConnections | quote }}
OPENAI_BASE_URL: {{ .Values.openai.baseUrl | quote }}
OPENAI_DEFAULT_MODEL: {{ .Values.openai.defaultModel | quote }}
OPENAI_TEMPERATURE: {{ .Values.openai.temperature | quote }}
OPENAI_TIMEOUT: {{ .Values.openai.timeout | quote }}
SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE: {{ printf "%ds" (int .Values.shutdown.drainSeconds) | quote }}
{{- with .Values.telemetry.otlpEndpoint }}
OTLP_ENDPOINT: {{ . | quote }}
OTLP_SERVICE_NAME: {{ $.Values.telemetry.serviceName | quote }}
{{- end }}
{{- with .Values.javaOpts }}
JAVA_OPTS: {{ . | quote }}
{{- end }}
{{- if ne .Values.seed.source "samples" }}
SEED_DIR: /seed
{{- end }}
{{- with .Values.extraConfig }}
SPRING_CONFIG_ADDITIONAL_LOCATION: file:/etc/unichart/config/
{{- end }}
{{- end -}}
