package dev.toolrack.operator.shell.walls;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** What a policy decides, as one short text that can be compared. */
public final class Expressions {
  private static final int BYTES = 8;

  private Expressions() {}

  /**
   * First bytes of SHA-256 over the expressions of variables and validations, in hex.
   *
   * @param values names of variables that differ from cluster to cluster, and are left out
   */
  public static String digest(ValidatingAdmissionPolicy policy, Set<String> values) {
    MessageDigest sha = sha256();
    policy.getSpec().getVariables().stream()
        .filter(variable -> !values.contains(variable.getName()))
        .forEach(variable -> {
          add(sha, variable.getName());
          add(sha, variable.getExpression());
        });
    policy.getSpec().getValidations().forEach(validation -> add(sha, validation.getExpression()));
    return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
  }

  private static void add(MessageDigest sha, String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
