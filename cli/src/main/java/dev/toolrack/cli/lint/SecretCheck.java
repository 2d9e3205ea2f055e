package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.address.Consent;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.WireValue;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What the owner of a Secret says about its use. No value is printed. */
final class SecretCheck {
  private SecretCheck() {}

  static List<Problem> of(Manifest manifest) {
    if (!isDecodable(manifest)) {
      return List.of(
          manifest.error(
              "/data",
              FileRule.SCHEMA_INVALID,
              "data: every value must be base64; write plain text into stringData"));
    }
    List<Problem> problems = new ArrayList<>();
    Secret secret = Typed.secret(manifest);
    String reach = secret.getMetadata().getLabels().get(Api.CREDENTIAL_LABEL);
    if (reach != null) {
      consent(manifest, secret, reach, problems);
    }
    return problems;
  }

  private static void consent(
      Manifest manifest, Secret secret, String reach, List<Problem> problems) {
    if (WireValue.read(CredentialReach.values(), reach, CredentialReach.UNRECOGNISED)
        == CredentialReach.UNRECOGNISED) {
      problems.add(
          manifest.problem(
              Pointers.field("/metadata/labels", Api.CREDENTIAL_LABEL),
              Severity.ERROR,
              Reason.SECRET_NOT_CONSENTED.wire(),
              "label %s: write Namespace or Scope".formatted(Api.CREDENTIAL_LABEL)));
    }
    String annotation = secret.getMetadata().getAnnotations().get(Api.SEND_TO_ANNOTATION);
    if (annotation == null || annotation.isBlank()) {
      problems.add(
          manifest.problem(
              "/metadata/annotations",
              Severity.WARNING,
              Reason.SECRET_DESTINATION_FORBIDDEN.wire(),
              "the Secret may be sent nowhere: annotate it with %s and the URLs of its servers"
                  .formatted(Api.SEND_TO_ANNOTATION)));
      return;
    }
    for (String entry : annotation.strip().split("\\s+", -1)) {
      // The label that a wildcard stands for.
      if (!Consent.of(entry).allows(entry.replaceFirst("//\\*\\.", "//any."))) {
        problems.add(
            manifest.problem(
                Pointers.field("/metadata/annotations", Api.SEND_TO_ANNOTATION),
                Severity.ERROR,
                Reason.SECRET_DESTINATION_FORBIDDEN.wire(),
                "annotation %s: an entry that is no URL prefix grants nothing; write it like https://api.example.com/mcp/ or https://*.example.org/"
                    .formatted(Api.SEND_TO_ANNOTATION)));
      }
    }
  }

  /** Whether the values can be read at all. */
  static boolean isDecodable(Manifest manifest) {
    for (JsonNode value : manifest.node().path("data")) {
      try {
        Base64.getDecoder().decode(value.textValue() == null ? "%" : value.textValue());
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return true;
  }
}
