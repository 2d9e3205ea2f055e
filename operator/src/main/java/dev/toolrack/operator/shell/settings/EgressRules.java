package dev.toolrack.operator.shell.settings;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.status.Reason;
import dev.toolrack.mcp.egress.Cidr;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.HostPattern;
import dev.toolrack.operator.shell.settings.SettingsFile.InvalidSettingsException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Turns the egress settings into the guard that enforces them. */
public final class EgressRules {

  private EgressRules() {}

  /** The guard, or an error that names the setting. */
  public static EgressGuard guard(Settings.Egress egress) throws InvalidSettingsException {
    try {
      return new EgressGuard(
          new EgressSettings(
              egress.allowLoopback(),
              patterns(egress.hosts()),
              patterns(egress.http()),
              egress.networks().stream()
                  .map(n -> new EgressSettings.Network(Cidr.parse(n.cidr()), patterns(n.hosts())))
                  .toList(),
              egress.deny().stream().map(Cidr::parse).toList()));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException("egress: " + e.getMessage());
    }
  }

  /** Why the guard refuses a URL, as status says it. */
  public static Optional<Reason> refusal(EgressGuard guard, HttpUrl url) {
    return guard
        .checkUrl(URI.create(url.toString()))
        .map(refusal ->
            switch (refusal) {
              case DESTINATION_FORBIDDEN -> Reason.DESTINATION_FORBIDDEN;
              case INSECURE_TRANSPORT -> Reason.INSECURE_TRANSPORT;
            });
  }

  private static List<HostPattern> patterns(List<String> texts) {
    return texts.stream().map(HostPattern::new).toList();
  }
}
