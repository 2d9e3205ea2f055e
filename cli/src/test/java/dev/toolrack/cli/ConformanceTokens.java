package dev.toolrack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options that somebody would give for the server of a scenario about tokens. */
final class ConformanceTokens {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String scenario;
  private final String url;
  private final JsonNode context;
  private final List<String> command = new ArrayList<>();

  /**
   * For one scenario.
   *
   * @param context what the suite tells the client beforehand
   */
  ConformanceTokens(String scenario, String url, String context) throws IOException {
    this.scenario = scenario;
    this.url = url;
    this.context = context.equals("none") ? JSON.createObjectNode() : JSON.readTree(context);
  }

  /** A command that calls the server's only tool. */
  List<String> call() throws IOException {
    command.addAll(List.of("call", url, "test-tool", "--output", "json", "--allow-loopback"));
    option("--oauth-client", context.path("client_id").asText());
    file("--oauth-secret-file", "client_secret");
    file("--oauth-key-file", "private_key_pem");
    if (context.has("idp_id_token")) {
      file("--oauth-id-token-file", "idp_id_token");
      option("--oauth-idp", context.path("idp_issuer").asText());
      option("--oauth-idp-client", context.path("idp_client_id").asText());
    } else if (context.has("valid_jwt")) {
      file("--oauth-assertion-file", "valid_jwt");
    } else if (!scenario.startsWith("auth/client-credentials")) {
      command.addAll(List.of("--oauth-login", "--no-browser", "--login-timeout", "60"));
    }
    if (context.has("client_id")) {
      option("--oauth-issuer", context.path("issuer").asText(announced()));
    }
    if (scenario.equals("auth/basic-cimd")) {
      option("--oauth-client-metadata", "https://conformance-test.local/client-metadata.json");
    }
    return command;
  }

  private void option(String name, String value) {
    if (!value.isEmpty()) {
      command.addAll(List.of(name, value));
    }
  }

  private void file(String option, String member) throws IOException {
    if (context.has(member)) {
      Path file = Files.createTempFile("conformance", null);
      file.toFile().deleteOnExit();
      option(option, Files.writeString(file, context.path(member).asText()).toString());
    }
  }

  /** What people read who first ask without a token. */
  private String announced() throws IOException {
    Run run = Run.mcp("verify", url, "--output", "json", "--allow-loopback");
    return JSON.readTree(run.out()).at("/authentication/authorizationServer").asText();
  }
}
