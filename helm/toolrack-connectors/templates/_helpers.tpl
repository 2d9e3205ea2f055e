{{- /* Labels of a connector: the chart's win over everybody's. */}}
{{- define "toolrack-connectors.labels" -}}
{{- $fixed := dict
    "app.kubernetes.io/name" "toolrack-connectors"
    "app.kubernetes.io/instance" .root.Release.Name
    "app.kubernetes.io/managed-by" .root.Release.Service
    "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version) }}
{{- toYaml (merge $fixed (.own.labels | default dict) .root.Values.commonLabels) }}
{{- end }}

{{- /* Entries with a name: ours, but those that the user names too. */}}
{{- define "toolrack-connectors.named" -}}
{{- $own := .own | default list }}
{{- $names := list }}
{{- range $own }}{{ $names = append $names (lower .name) }}{{ end }}
{{- $all := list }}
{{- range .ours }}
{{- if not (has (lower .name) $names) }}{{ $all = append $all . }}{{ end }}
{{- end }}
{{- toYaml (concat $all $own) }}
{{- end }}

{{- /* Our guardrails without those that the user does not want; a name that is none of ours is a mistake. */}}
{{- define "toolrack-connectors.rules" -}}
{{- $without := .without | default list }}
{{- $names := list }}
{{- $kept := list }}
{{- range .ours }}
{{- $names = append $names .name }}
{{- if not (has .name $without) }}{{ $kept = append $kept . }}{{ end }}
{{- end }}
{{- $key := .key }}
{{- range $without }}
{{- if not (has . $names) }}{{ fail (printf "connectors.%s.withoutRules: there is no guardrail %q; there are: %s" $key . (join ", " $names)) }}{{ end }}
{{- end }}
{{- toYaml $kept }}
{{- end }}
