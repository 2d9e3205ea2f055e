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
 * One agent: what it takes of what it may have, and what it tightens. The agent is named like the
 * binding.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("AgentToolBinding")
@Plural("agenttoolbindings")
@ShortNames("atb")
public class AgentToolBinding extends CustomResource<AgentToolBindingSpec, AgentToolBindingStatus>
    implements Namespaced {}
