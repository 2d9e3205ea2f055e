package dev.toolrack.core.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationSpec.Bearer;
import dev.toolrack.crds.McpIntegrationSpec.SecretHeader;
import dev.toolrack.crds.McpIntegrationSpec.SecretKeyRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credential that an integration sends, by name. Never a value.
 *
 * @param header it is sent in
 * @param secret {@code namespace/name}
 * @param key of the Secret
 * @param known what could be learnt of it: {@code Present}, {@code Absent} or {@code NotVisible}
 * @param resourceVersion of the Secret
 * @param consent the value of its label toolrack.dev/credential; absent = no consent
 * @param sendTo its annotation toolrack.dev/send-to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Credential(
    String header,
    String secret,
    String key,
    String known,
    @Nullable String resourceVersion,
    @Nullable String consent,
    @Nullable String sendTo) {

  /** Those of an integration, in the order of its spec. */
  static List<Credential> of(McpIntegration integration, Cluster cluster) {
    String namespace = integration.getMetadata().getNamespace();
    var credentials = new ArrayList<Credential>();
    Bearer bearer = integration.getSpec().credentials().bearer();
    if (bearer != null) {
      credentials.add(of("Authorization", namespace, bearer.secretKeyRef(), cluster));
    }
    if (integration.getSpec().credentials().oauth() != null) {
      String token = TokenPlan.secretName(integration.getMetadata().getName());
      var ref = new SecretKeyRef(token, Api.ACCESS_TOKEN_KEY);
      credentials.add(of("Authorization", namespace, ref, cluster));
    }
    for (SecretHeader header : integration.getSpec().credentials().headers()) {
      credentials.add(of(header.name(), namespace, header.secretKeyRef(), cluster));
    }
    return credentials;
  }

  private static Credential of(String header, String namespace, SecretKeyRef ref, Cluster cluster) {
    var name = new ObjectName(namespace, ref.name());
    SecretFacts facts = cluster.secrets().get(name);
    if (facts == null) {
      String known = cluster.unseen().covers("Secret", name) ? "NotVisible" : "Absent";
      return new Credential(header, name.toString(), ref.key(), known, null, null, null);
    }
    return new Credential(
        header,
        name.toString(),
        ref.key(),
        "Present",
        facts.resourceVersion(),
        facts.consented() ? facts.reach().wire() : null,
        facts.sendTo().isEmpty() ? null : facts.sendTo());
  }
}
