package dev.toolrack.mcp.egress;

/** Which Services of the cluster ({@code <service>.<namespace>.svc}) a connector may name. */
public enum ServiceReach {
  /** None at all. */
  NONE,
  /** Those of the connector's own namespace. */
  OWN,
  /** Also those of namespaces that provide for the connector's. */
  ANCESTORS
}
