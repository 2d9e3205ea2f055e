package dev.toolrack.mcp.egress;

/** Why a destination is refused before anything is sent to it. */
public enum Refusal {
  /** The settings do not allow this host or the address it stands for. */
  DESTINATION_FORBIDDEN,
  /** Plain http to a host for which the settings demand TLS. */
  INSECURE_TRANSPORT
}
