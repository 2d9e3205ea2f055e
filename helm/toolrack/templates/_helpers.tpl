{{/* Name of everything that belongs to a release; "toolrack" for a release of that name. */}}
{{- define "toolrack.name" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "toolrack.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "toolrack.labels" -}}
{{ include "toolrack.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "toolrack.serviceAccount" -}}
{{- if or .Values.serviceAccount.create .Values.serviceAccount.name -}}
{{- .Values.serviceAccount.name | default (include "toolrack.name" .) -}}
{{- else -}}
{{- fail "serviceAccount.create is false: name the service account in serviceAccount.name; its rights and the policies are bound to it" -}}
{{- end -}}
{{- end -}}

{{/* The operator as admission policies know it. */}}
{{- define "toolrack.operator" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "toolrack.serviceAccount" . }}
{{- end -}}

{{- define "toolrack.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Where /healthz, /readyz and /metrics are. */}}
{{- define "toolrack.port" -}}
{{- dig "http" "port" 8080 .Values.settings | int -}}
{{- end -}}

{{/* Not empty if there is a connect page. */}}
{{- define "toolrack.connects" -}}
{{- dig "connectPage" "publicUrl" "" .Values.settings -}}
{{- end -}}

{{/* Where the connect page is served. */}}
{{- define "toolrack.connectPort" -}}
{{- dig "connectPage" "port" 8090 .Values.settings | int -}}
{{- end -}}

{{/* Not empty if a Lease decides which replica works. */}}
{{- define "toolrack.elects" -}}
{{- if dig "leaderElection" "enabled" true .Values.settings -}}yes{{- end -}}
{{- end -}}

{{/* Namespace of the Lease. */}}
{{- define "toolrack.leaseNamespace" -}}
{{- dig "leaderElection" "namespace" "" .Values.settings | default .Release.Namespace -}}
{{- end -}}

{{/* What would install and then not work. */}}
{{- define "toolrack.check" -}}
{{- if gt (int .Values.replicas) 1 -}}
{{- if not (include "toolrack.elects" .) -}}
{{- fail "replicas is more than 1, but settings.leaderElection.enabled is false: several operators would write the same objects" -}}
{{- end -}}
{{- if dig "leaderElection" "identity" "" .Values.settings -}}
{{- fail "replicas is more than 1, but settings.leaderElection.identity gives all of them the same name: leave it out, each is called like its pod then" -}}
{{- end -}}
{{- end -}}
{{- if and (include "toolrack.connects" .) (eq (include "toolrack.connectPort" .) (include "toolrack.port" .)) -}}
{{- fail (printf "settings.connectPage.port and settings.http.port are both %s: give the connect page a port of its own" (include "toolrack.port" .)) -}}
{{- end -}}
{{- range .Values.extraEnv -}}
{{- if has .name (list "TOOLRACK_CONFIG" "TOOLRACK_PORT" "JDK_JAVA_OPTIONS") -}}
{{- fail (printf "extraEnv: %s is set by the chart; use settings, settings.http.port or javaOptions" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The rules of a role in files/rbac: these files are used without Helm too, by tests. */}}
{{- define "toolrack.rules" -}}
{{- $role := index . 0 -}}
{{- $root := index . 1 -}}
{{- $file := printf "files/rbac/%s.yaml" $role -}}
{{- required (printf "%s has no rules" $file) ($root.Files.Get $file | fromYaml).rules | toYaml -}}
{{- end -}}

{{/* A kind of somebody else's that a value asks for, or an error that says what to do. */}}
{{- define "toolrack.needs" -}}
{{- $kind := index . 0 -}}
{{- $value := index . 1 -}}
{{- $root := index . 2 -}}
{{- if not ($root.Capabilities.APIVersions.Has $kind) -}}
{{- fail (printf "%s is true, but this cluster does not serve %s. Install the Prometheus operator's definitions first, or set %s to false. (helm template asks no cluster: add --api-versions %s)" $value $kind $value $kind) -}}
{{- end -}}
{{- end -}}

{{/* Both policies that inject, or none of them: one alone would refuse pods or let them start without. */}}
{{- define "toolrack.injects" -}}
{{- and .Values.injection.enabled (.Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy") -}}
{{- end -}}

{{/*
The policies of a file in files/policies, with values of the chart in the place of some variables. These
files are used without Helm too, by tests and by the demo. A list or a text in JSON is one in CEL, quoting
included.
*/}}
{{- define "toolrack.policy" -}}
{{- $file := printf "files/policies/%s.yaml" (index . 0) -}}
{{- $values := index . 1 -}}
{{- $root := index . 2 -}}
{{- $replaced := list -}}
{{- range $text := regexSplit "(?m)^---$" (required (printf "%s is not there" $file) ($root.Files.Get $file)) -1 }}
{{- $object := fromYaml $text }}
{{- range $object.spec.variables }}
{{- if hasKey $values .name }}
{{- $value := get $values .name }}
{{- $_ := set . "expression" (kindIs "string" $value | ternary $value ($value | default list) | toJson) }}
{{- $replaced = append $replaced .name }}
{{- end }}
{{- end }}
{{- $_ := set $object.metadata "labels" (include "toolrack.labels" $root | fromYaml) }}
---
{{ $object | toYaml }}
{{- end }}
{{- range $name, $_ := $values }}
{{- if not (has $name $replaced) }}
{{- fail (printf "%s has no variable %s: a value of the chart would be ignored" $file $name) }}
{{- end }}
{{- end }}
{{- end -}}
