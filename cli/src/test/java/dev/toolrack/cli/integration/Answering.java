package dev.toolrack.cli.integration;

import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells of each new value of the annotation that asks for a test, as the operator sees it. */
final class Answering implements ResourceEventHandler<McpIntegration> {
  private final Consumer<String> answer;

  Answering(Consumer<String> answer) {
    this.answer = answer;
  }

  @Override
  public void onAdd(McpIntegration integration) {}

  @Override
  public void onUpdate(McpIntegration before, McpIntegration now) {
    String nonce = nonce(now);
    if (nonce != null && !nonce.equals(nonce(before))) {
      answer.accept(nonce);
    }
  }

  @Override
  public void onDelete(McpIntegration integration, boolean unknown) {}

  private static @Nullable String nonce(McpIntegration integration) {
    return Objects.requireNonNullElse(
            integration.getMetadata().getAnnotations(), Map.<String, String>of())
        .get(Api.TEST_ANNOTATION);
  }
}
