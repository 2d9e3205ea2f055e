package dev.toolrack.operator.shell.settings;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.status.Reason;
import dev.toolrack.mcp.egress.Cidr;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.ForwardProxy;
import dev.toolrack.mcp.egress.HostPattern;
import dev.toolrack.mcp.egress.ServiceReach;
import dev.toolrack.mcp.egress.Tenant;
import dev.toolrack.operator.shell.settings.SettingsFile.InvalidSettingsException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the egress settings into what the guard understands, and its answers into reasons. */
public final class EgressRules {

  private EgressRules() {}

  /** The guard's settings, or an error that names the setting. */
  public static EgressSettings settings(Settings.Egress egress) throws InvalidSettingsException {
    try {
      return new EgressSettings(
          egress.allowLoopback(),
          egress.proxy().isEmpty()
              ? Optional.empty()
              : Optional.of(ForwardProxy.parse(egress.proxy())),
          services(egress.services()),
          networks("clusterNetworks", egress.clusterNetworks()),
          patterns(egress.hosts()),
          patterns(egress.http()),
          egress.networks().stream().map(EgressRules::network).toList(),
          networks("deny", egress.deny()));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException("egress: " + e.getMessage());
    }
  }

  /** Why the guard refuses a URL, as status says it. */
  public static Optional<Reason> refusal(EgressGuard guard, HttpUrl url, Requester requester) {
    return guard
        .checkUrl(URI.create(url.toString()), tenant(requester))
        .map(refusal ->
            switch (refusal) {
              case DESTINATION_FORBIDDEN -> Reason.DESTINATION_FORBIDDEN;
              case INSECURE_TRANSPORT -> Reason.INSECURE_TRANSPORT;
            });
  }

  /** On whose behalf a connection is made, in the words of the guard. */
  public static Tenant tenant(Requester requester) {
    return new Tenant(requester.namespace(), requester.providers(), requester.org());
  }

  private static EgressSettings.Network network(Settings.Network network) {
    return new EgressSettings.Network(
        cidr("networks", network.cidr()), patterns(network.hosts()), Set.copyOf(network.orgs()));
  }

  private static List<Cidr> networks(String setting, List<String> texts) {
    return texts.stream().map(text -> cidr(setting, text)).toList();
  }

  private static Cidr cidr(String setting, String text) {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
    }
  }

  private static ServiceReach services(String text) {
    return switch (text) {
      case "None" -> ServiceReach.NONE;
      case "Own" -> ServiceReach.OWN;
      case "Ancestors" -> ServiceReach.ANCESTORS;
      default ->
          throw new IllegalArgumentException(
              "services: \"%s\" is none of None, Own, Ancestors".formatted(text));
    };
  }

  private static List<HostPattern> patterns(List<String> texts) {
    return texts.stream().map(HostPattern::new).toList();
  }
}
