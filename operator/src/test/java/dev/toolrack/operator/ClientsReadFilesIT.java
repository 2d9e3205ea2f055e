package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolrack.testbed.TestbedException;
import dev.toolrack.testbed.clients.FileClient;
import dev.toolrack.testbed.clients.ServerReading;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.EverythingServer;
import dev.toolrack.testbed.mcp.NotesServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that nobody here wrote read an agent's files as its pod has them, and use the servers in
 * them: two that want different tokens, one over HTTP with SSE, one that is down, and one that does
 * not accept its token any more. docs/clients.md says what follows from it.
 */
@KubernetesApi(crds = "crds/yaml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsReadFilesIT {
  private static final String TOOL = "list_notes";
  private static final String[] TOOLS = {
    "create_note", "delete_note", "get_note", "list_notes", "search_notes", "share_note"
  };

  private final NotesServer notes = NotesServer.startDual("canary-of-notes");
  private final NotesServer ledger = NotesServer.startDual("canary-of-ledger");
  private final NotesServer archive = NotesServer.startDual("canary-of-archive");
  private final NotesServer revoked = NotesServer.startDual("canary-of-revoked");
  private final EverythingServer everything = EverythingServer.startSse();

  private RunningOperator operator;
  private MountedFiles files;
  private MountedFiles nothing;

  @BeforeAll
  void deliver(
      KubernetesClient client, Config config, TestNamespace namespace, @TempDir Path directory) {
    operator = RunningOperator.start(ShippedRole.impersonate(client, config));
    var cluster = new Cluster(client);
    String ns = namespace.name();
    withToken(cluster, ns, "notes", notes);
    withToken(cluster, ns, "ledger", ledger);
    withToken(cluster, ns, "archive", archive);
    withToken(cluster, ns, "revoked", revoked);
    cluster.connector(ns, "everything", "server: {url: \"%s\"}".formatted(everything.url()));
    cluster.integration(ns, "everything", "connectorRef: {name: everything}");
    cluster.binding(ns, "agent", "");
    cluster.binding(ns, "idle", "servers: []");
    for (String name : new String[] {"notes", "ledger", "archive", "revoked", "everything"}) {
      cluster.eventuallyState(ns, name, "Connected/Ready");
    }
    Cluster.eventually(
        () -> assertThat(cluster.binding(ns, "agent").getStatus().servers()).isEqualTo(5));
    Cluster.eventually(() -> assertThat(cluster.bindingReady(ns, "idle")).isNotEmpty());
    files = MountedFiles.of(client, ns, "agent", directory.resolve("agent"));
    nothing = MountedFiles.of(client, ns, "idle", directory.resolve("idle"));
    archive.close();
    revoked.restart("another-canary");
  }

  private static void withToken(Cluster cluster, String ns, String name, NotesServer server) {
    String url = server.url().toString();
    cluster.secret(ns, name + "-token", "canary-of-" + name, "Namespace", url);
    cluster.connector(
        ns,
        name,
        """
        server:
          url: "%s"
          headers: [{name: X-Tenant, value: acme}]
        """
            .formatted(url));
    cluster.integration(
        ns,
        name,
        """
        connectorRef: {name: %1$s}
        credentials: {bearer: {secretKeyRef: {name: %1$s-token, key: token}}}
        """
            .formatted(name));
  }

  @AfterAll
  void stop() {
    operator.close();
    everything.close();
    revoked.close();
    ledger.close();
    notes.close();
  }

  @ParameterizedTest
  @EnumSource
  void readsMcpResolvedJson(FileClient client) {
    available(client);
    usesEveryServerThatTakesItsToken(
        client.read(files.file(MountedFiles.RESOLVED), TOOL, Map.of()));
  }

  @ParameterizedTest
  @EnumSource
  void readsMcpJsonIfItExpandsPlaceholders(FileClient client) {
    available(client);
    Path file = files.file(MountedFiles.PLACEHOLDERS);
    if (client.expands()) {
      usesEveryServerThatTakesItsToken(client.read(file, TOOL, files.environment()));
    } else {
      // It sends the placeholder as it is, which no server accepts.
      var read = client.read(file, TOOL, files.environment());
      assertThat(at(read, "notes").used()).isFalse();
      assertThat(at(read, "ledger").used()).isFalse();
      assertThat(at(read, "everything").used()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsFilesWithoutServers(FileClient client) {
    available(client);
    Path file = nothing.file(MountedFiles.RESOLVED);
    if (client.readsNothing()) {
      assertThat(client.read(file, TOOL, Map.of())).isEmpty();
    } else {
      assertThatThrownBy(() -> client.read(file, TOOL, Map.of()))
          .isInstanceOf(TestbedException.class)
          .hasMessageContaining("No MCP servers provided");
    }
  }

  private static ServerReading at(SortedMap<String, ServerReading> read, String server) {
    return Objects.requireNonNull(read.get(server), server);
  }

  private static void available(FileClient client) {
    assumeTrue(client.missing().isEmpty(), () -> client.missing().orElse(""));
  }

  private static void usesEveryServerThatTakesItsToken(SortedMap<String, ServerReading> read) {
    assertThat(read).containsOnlyKeys("archive", "everything", "ledger", "notes", "revoked");
    for (String name : new String[] {"ledger", "notes"}) {
      assertThat(at(read, name).failure()).isEmpty();
      assertThat(at(read, name).tools()).containsExactlyInAnyOrder(TOOLS);
      assertThat(at(read, name).answer()).contains("Release checklist");
    }
    assertThat(at(read, "everything").tools()).contains("echo", "get-sum");
    assertThat(at(read, "archive").used()).isFalse();
    assertThat(at(read, "revoked").used()).isFalse();
  }
}
