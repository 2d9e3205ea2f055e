package dev.toolrack.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a result that {@code server/discover}, {@code initialize} and {@code tools/list}
 * know; what the server left out is null.
 *
 * @param supportedVersions of {@code server/discover}
 * @param protocolVersion of {@code initialize}
 * @param resultType null means complete
 * @param nextCursor any text, the empty one too, means that there is another page
 * @param declaresTools whether {@code capabilities.tools} is there
 * @param serverName of the server's own introduction, wherever its era puts it; not cleaned
 * @param serverVersion likewise
 * @param tools of {@code tools/list}
 */
record RpcResult(
    @Nullable List<String> supportedVersions,
    @Nullable String protocolVersion,
    @Nullable String resultType,
    @Nullable String nextCursor,
    boolean declaresTools,
    String serverName,
    String serverVersion,
    @Nullable List<RawTool> tools) {

  ServerFacts facts(String version, Era era, Transport transport) {
    return new ServerFacts(
        ShownText.clean(serverName), ShownText.clean(serverVersion), version, era, transport);
  }
}
