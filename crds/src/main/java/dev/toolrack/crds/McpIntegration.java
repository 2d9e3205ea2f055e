package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One connection: a connector, its credentials, who may use it, and a tool policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("McpIntegration")
@Plural("mcpintegrations")
@ShortNames("mcpi")
public class McpIntegration extends CustomResource<McpIntegrationSpec, McpIntegrationStatus>
    implements Namespaced {}
