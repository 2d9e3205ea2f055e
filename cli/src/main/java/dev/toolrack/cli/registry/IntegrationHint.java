package dev.toolrack.cli.registry;

import dev.toolrack.core.naming.Alias;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An integration for a connector, as comment lines that can be taken out of their comment. */
final class IntegrationHint {
  private final Draft draft;
  private final String name;
  private final List<String> lines = new ArrayList<>();

  IntegrationHint(Draft draft, String name) {
    this.draft = draft;
    this.name = name;
  }

  List<String> lines() {
    draft.notes().forEach(note -> lines.add("Note: " + note + "."));
    lines.add(
        "An integration makes its tools available to agents; this one to those of its own namespace:");
    lines.add("---");
    lines.add("apiVersion: toolrack.dev/v1alpha1");
    lines.add("kind: McpIntegration");
    lines.add("metadata: {name: %s}".formatted(name));
    lines.add("spec:");
    lines.add("  connectorRef: {name: %s}".formatted(name));
    if (!(Alias.effective(name, null) instanceof Alias.Valid)) {
      lines.add("  alias: # the server name that agents see, such as github");
    }
    variables();
    credentials();
    return lines;
  }

  private void variables() {
    List<Draft.Variable> open =
        draft.variables().stream().filter(variable -> variable.required() != null).toList();
    if (!open.isEmpty()) {
      lines.add("  variables:");
      open.forEach(variable ->
          lines.add(
              "  - {name: %s, value: \"\"}%s"
                  .formatted(
                      variable.name(),
                      variable.choices().isEmpty() ? "" : " # one of the choices above")));
    }
  }

  private void credentials() {
    if (draft.credentials().isEmpty()) {
      return;
    }
    lines.add("  credentials:");
    draft.credentials().stream()
        .filter(Draft.Credential::bearer)
        .forEach(bearer ->
            lines.add(
                "    bearer: {secretKeyRef: {name: %s, key: token}} # %s%s"
                    .formatted(secret(), bearer.hint(), optional(bearer))));
    List<Draft.Credential> headers =
        draft.credentials().stream().filter(credential -> !credential.bearer()).toList();
    if (!headers.isEmpty()) {
      lines.add("    headers:");
      headers.forEach(header ->
          lines.add(
              "    - {name: %s, secretKeyRef: {name: %s, key: %s}} # %s%s"
                  .formatted(
                      header.header(),
                      secret(),
                      header.header().toLowerCase(Locale.ROOT),
                      header.hint(),
                      optional(header))));
    }
    lines.add(
        "The Secret needs its owner's consent: label toolrack.dev/credential, annotation toolrack.dev/send-to.");
  }

  private String secret() {
    return name + "-credential";
  }

  private static String optional(Draft.Credential credential) {
    return credential.required() ? "" : "; optional";
  }
}
