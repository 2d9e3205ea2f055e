package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * How to reach one MCP server, what it needs, and what must never be allowed on it. Holds no
 * credential.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("McpConnector")
@Plural("mcpconnectors")
@ShortNames("mcpc")
public class McpConnector extends CustomResource<McpConnectorSpec, McpConnectorStatus>
    implements Namespaced {}
