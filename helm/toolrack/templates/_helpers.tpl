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
