package dev.toolrack.mcp;

import java.util.List;
import java.util.stream.Stream;

/** Every way of misbehaving that is known here. */
final class HostileCorpus {
  private HostileCorpus() {}

  static List<HostileBehaviour> all() {
    return Stream.of(
            HostileConnections.plain(),
            HostileConnections.tls(),
            HostileStatuses.all(),
            HostileHttp.framing(),
            HostileHttp.bodies(),
            HostileStreams.all(),
            HostileJson.all(),
            HostileMcp.lists(),
            HostileMcp.eras(),
            HostileTools.all())
        .flatMap(List::stream)
        .toList();
  }
}
