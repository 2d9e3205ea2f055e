package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Who somebody is, and what they may do, as the API server says. */
final class KubernetesUsers {
  private final KubernetesClient client;
  private final String audience;

  /**
   * @param audience whom tokens for this page are for; such as are for the API server are taken too
   */
  KubernetesUsers(KubernetesClient client, String audience) {
    this.client = client;
    this.audience = audience;
  }

  /** Whose token it is; empty if the API server does not take it. */
  Optional<KubernetesUser> of(String token) {
    // One that knows nothing of audiences answers for its own, which is asked for anyway then.
    return reviewed(token, List.of(audience))
        .filter(status ->
            Objects.requireNonNullElse(status.getAudiences(), List.<String>of()).contains(audience))
        .or(() -> reviewed(token, List.of()))
        .flatMap(status -> Optional.ofNullable(status.getUser()))
        .map(KubernetesUsers::user)
        .filter(user -> !user.name().isEmpty());
  }

  private Optional<TokenReviewStatus> reviewed(String token, List<String> audiences) {
    TokenReview review =
        new TokenReviewBuilder()
            .withNewSpec()
            .withToken(token)
            .withAudiences(audiences)
            .endSpec()
            .build();
    return Optional.ofNullable(client.resource(review).create().getStatus())
        .filter(status -> Boolean.TRUE.equals(status.getAuthenticated()));
  }

  private static KubernetesUser user(UserInfo info) {
    return new KubernetesUser(info.getUsername(), info.getUid(), info.getGroups(), info.getExtra());
  }

  /** Whether somebody may log an integration in: the rights that the command needs for it. */
  boolean mayConnect(KubernetesUser user, IntegrationRef ref) {
    return may(
            user,
            new ResourceAttributesBuilder()
                .withVerb("create")
                .withResource("secrets")
                .withVersion("v1")
                .withNamespace(ref.namespace())
                .build())
        && may(
            user,
            new ResourceAttributesBuilder()
                .withVerb("get")
                .withGroup(Api.GROUP)
                .withVersion(Api.VERSION)
                .withResource("mcpintegrations")
                .withNamespace(ref.namespace())
                .withName(ref.name())
                .build());
  }

  private boolean may(KubernetesUser user, ResourceAttributes what) {
    Map<String, List<String>> extra = new HashMap<>(user.extra());
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user.name())
            .withUid(user.uid().isEmpty() ? null : user.uid())
            .withGroups(user.groups())
            .withExtra(extra)
            .withResourceAttributes(what)
            .endSpec()
            .build();
    var status = client.resource(review).create().getStatus();
    return status != null && Boolean.TRUE.equals(status.getAllowed());
  }
}
