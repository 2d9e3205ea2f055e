package dev.toolrack.cli.integration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.toolrack.cli.WrongUse;
import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.ClusterCommand;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.cli.kubectl.ObjectRef;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus.LastTest;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kubectl toolrack test INTEGRATION}. */
@Command(
    name = "test",
    description = {
      "Has the operator verify an integration's server at once, and shows what came of it.",
      "Only the annotation toolrack.dev/test is written."
    })
public final class TestCommand extends ClusterCommand {
  private static final Duration PAUSE = Duration.ofMillis(250);

  @Parameters(
      index = "0",
      paramLabel = "INTEGRATION",
      description = "NAME or NAMESPACE/NAME of an McpIntegration.")
  private String integration = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for the operator. Default: 60.")
  private int timeout = 60;

  @Override
  protected int run(Cluster cluster) throws InterruptedException {
    if (timeout < 1) {
      throw new WrongUse("--timeout: at least 1 second");
    }
    ObjectRef ref = ObjectRef.parse(integration, cluster);
    McpIntegration found = cluster.require(McpIntegration.class, ref.namespace(), ref.name());
    Resource<McpIntegration> resource = cluster.client().resource(found);
    String nonce = UUID.randomUUID().toString();
    resource.patch(PatchContext.of(PatchType.JSON_MERGE), patch(nonce));
    LastTest answer = await(resource, nonce, ref);
    output().print(TestReport.of(ref.toString(), answer));
    return answer.result() == IntegrationState.CONNECTED ? ExitCode.DONE : ExitCode.BAD_NEWS;
  }

  private static String patch(String nonce) {
    ObjectNode patch = new ObjectMapper().createObjectNode();
    patch.putObject("metadata").putObject("annotations").put(Api.TEST_ANNOTATION, nonce);
    return patch.toString();
  }

  private LastTest await(Resource<McpIntegration> resource, String nonce, ObjectRef ref)
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
    while (true) {
      Optional<LastTest> answer = answer(resource.get(), ref).filter(t -> t.nonce().equals(nonce));
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new NoAnswer(
            "the operator has not answered within %d s; does it run, and does it see %s? kubectl get mcpi -n %s shows what it says"
                .formatted(timeout, ref, ref.namespace()));
      }
      Thread.sleep(PAUSE);
    }
  }

  private static Optional<LastTest> answer(@Nullable McpIntegration now, ObjectRef ref) {
    if (now == null) {
      throw new NoAnswer("McpIntegration %s was deleted meanwhile".formatted(ref));
    }
    return Optional.ofNullable(now.getStatus()).map(status -> status.lastTest());
  }
}
