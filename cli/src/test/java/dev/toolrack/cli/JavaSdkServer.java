package dev.toolrack.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** Servers of the MCP Java SDK, in this JVM on a loopback port, with two tools. */
final class JavaSdkServer implements AutoCloseable {
  private static final McpJsonMapper JSON = new JacksonMcpJsonMapper(new ObjectMapper());
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "type", "object",
          "properties", Map.of("name", Map.of("type", "string")),
          "required", List.of("name"));
  private static final Tool GREET =
      Tool.builder("greet", SCHEMA).title("Greet").description("Greets somebody").build();
  private static final Tool PART = Tool.builder("part", SCHEMA).description("Says bye").build();

  private final Tomcat tomcat = new Tomcat();
  private final URI url;

  private JavaSdkServer(Servlet servlet, String path, Path directory) throws LifecycleException {
    tomcat.setBaseDir(directory.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    var context = tomcat.addContext("", directory.toString());
    var wrapper = Tomcat.addServlet(context, "mcp", servlet);
    wrapper.setAsyncSupported(true);
    wrapper.addMapping("/*");
    tomcat.start();
    url = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
  }

  /** Without sessions: Streamable HTTP of 2025-11-25. */
  static JavaSdkServer stateless() throws IOException, LifecycleException {
    var transport =
        HttpServletStatelessServerTransport.builder().jsonMapper(JSON).messageEndpoint("/mcp");
    var servlet = transport.build();
    var _ =
        McpServer.sync(servlet)
            .serverInfo("java-stateless", "1.0.0")
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .toolCall(GREET, (context, request) -> greeting(request))
            .toolCall(PART, (context, request) -> greeting(request))
            .build();
    return new JavaSdkServer(servlet, "/mcp", directory());
  }

  /** With sessions: Streamable HTTP of 2025-11-25. */
  static JavaSdkServer streamable() throws IOException, LifecycleException {
    var servlet =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(JSON)
            .mcpEndpoint("/mcp")
            .build();
    var _ =
        McpServer.sync(servlet)
            .serverInfo("java-streamable", "1.0.0")
            .capabilities(ServerCapabilities.builder().tools(true).build())
            .toolCall(GREET, (exchange, request) -> greeting(request))
            .toolCall(PART, (exchange, request) -> greeting(request))
            .build();
    return new JavaSdkServer(servlet, "/mcp", directory());
  }

  /** With the two endpoints of 2024-11-05. */
  @SuppressWarnings("deprecation") // as the transport is; its servers are still there
  static JavaSdkServer sse() throws IOException, LifecycleException {
    var servlet =
        HttpServletSseServerTransportProvider.builder()
            .jsonMapper(JSON)
            .baseUrl("")
            .sseEndpoint("/sse")
            .messageEndpoint("/message")
            .build();
    var _ =
        McpServer.sync(servlet)
            .serverInfo("java-sse", "1.0.0")
            .capabilities(ServerCapabilities.builder().tools(true).build())
            .toolCall(GREET, (exchange, request) -> greeting(request))
            .toolCall(PART, (exchange, request) -> greeting(request))
            .build();
    return new JavaSdkServer(servlet, "/sse", directory());
  }

  private static CallToolResult greeting(McpSchema.CallToolRequest request) {
    return CallToolResult.builder()
        .addTextContent("Hello, " + request.arguments().get("name"))
        .build();
  }

  private static Path directory() throws IOException {
    return Files.createDirectories(Path.of("target", "tomcat").toAbsolutePath());
  }

  URI url() {
    return url;
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
