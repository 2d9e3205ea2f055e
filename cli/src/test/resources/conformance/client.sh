#!/bin/sh
# What the conformance suite starts as the client under test. It hands the scenario to the JVM of the
# tests, which runs the command there: forty JVMs at once would measure the machine, not the client.
exec curl --silent --show-error --fail --noproxy '*' --max-time 230 \
  --header "Scenario: $MCP_CONFORMANCE_SCENARIO" --header "Url: $1" \
  --data-binary "${MCP_CONFORMANCE_CONTEXT:-none}" "$TOOLRACK_CONFORMANCE_CLIENT"
