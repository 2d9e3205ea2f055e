package dev.toolrack.testbed.clients;

import java.util.List;

/**
 * What a client found at one server of a file.
 *
 * @param tools names of the tools it lists; empty if it failed
 * @param answer what the called tool said; empty if there is no such tool
 * @param failure what the client says about a server it could not use; empty if it could
 */
public record ServerReading(List<String> tools, String answer, String failure) {
  public ServerReading {
    tools = List.copyOf(tools);
  }

  /** Whether the client listed its tools. */
  public boolean used() {
    return failure.isEmpty();
  }
}
