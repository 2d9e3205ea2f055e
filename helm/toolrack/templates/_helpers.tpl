{{/* Name of everything that belongs to a release; "toolrack" for a release of that name. */}}
{{- define "toolrack.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
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
{{- end -}}

{{/* The rules of a role in files/rbac: these files are used without Helm too, by tests. */}}
{{- define "toolrack.rules" -}}
{{- $role := index . 0 -}}
{{- $root := index . 1 -}}
{{- $file := printf "files/rbac/%s.yaml" $role -}}
{{- required (printf "%s has no rules" $file) ($root.Files.Get $file | fromYaml).rules | toYaml -}}
{{- end -}}
