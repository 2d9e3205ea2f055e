package dev.toolrack.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.crds.McpIntegrationStatus.ServerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the MCP servers of a world answer. */
final class Servers {
  private static final String TRANSPORT = "streamable-http";
  private static final String PROTOCOL = "2025-11-25";

  private Servers() {}

  static Knowledge ask(Documents documents, VerificationPlan plan, Knowledge before, Instant now) {
    Optional<JsonNode> server =
        documents.of("McpServer").stream()
            .map(key -> documents.all().get(key))
            .filter(s -> s != null && s.path("url").asText().equals(plan.url().toString()))
            .findFirst();
    String failure =
        server.map(s -> s.path("failure").asText("")).orElse(Reason.UNREACHABLE.wire());
    return failure.isEmpty()
        ? good(server.orElseThrow(), plan, before)
        : failed(plan, reason(failure), before, now);
  }

  static Reason reason(String wire) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.wire().equals(wire))
        .findFirst()
        .orElseThrow();
  }

  static VerifiedServer verified(VerificationPlan plan, List<String> tools) {
    return new VerifiedServer(
        plan.target(), "fake", "1.0", TRANSPORT, PROTOCOL, KnownTools.of(ToolSet.of(tools)));
  }

  private static Knowledge good(JsonNode server, VerificationPlan plan, Knowledge before) {
    var tools = new ArrayList<String>();
    server.path("tools").forEach(tool -> tools.add(tool.toString()));
    return new Knowledge(
            Optional.of(verified(plan, tools)),
            new Attempt.Succeeded(plan),
            Optional.of(new ServerFacts(plan.url().toString(), TRANSPORT, PROTOCOL, "fake", "1.0")),
            Optional.empty(),
            Optional.empty())
        .with(before.records().listed(DefinitionSet.of(tools)));
  }

  private static Knowledge failed(
      VerificationPlan plan, Reason reason, Knowledge before, Instant now) {
    return new Knowledge(
            reason.effect() == Effect.BLOCKED ? Optional.empty() : before.lastGood(),
            new Attempt.Failed(plan, reason),
            before.lastSeen(),
            Optional.of(before.failingSince().orElse(now)),
            Optional.empty())
        .with(before.records());
  }
}
