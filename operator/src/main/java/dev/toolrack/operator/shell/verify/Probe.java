package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.mcp.Failed;
import dev.toolrack.mcp.FailureReason;
import dev.toolrack.mcp.RawTool;
import dev.toolrack.mcp.RequestHeader;
import dev.toolrack.mcp.ServerVerifier;
import dev.toolrack.mcp.Transport;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.mcp.VerificationRequest;
import dev.toolrack.mcp.Verified;
import dev.toolrack.operator.shell.settings.EgressRules;
import dev.toolrack.operator.shell.verify.Schedules.CredentialValues;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Asks a server as a plan says; the place where the words of mcp become the words of core. */
final class Probe {
  /** More would not be faster on few processors, and each may take several times its 2 MiB. */
  private static final int READINGS = 2;

  private final Semaphore readings = new Semaphore(READINGS);
  private final ServerVerifier verifier;
  private final CredentialValues values;

  Probe(ServerVerifier verifier, CredentialValues values) {
    this.verifier = verifier;
    this.values = values;
  }

  /** How one verification ended. */
  sealed interface Result {

    /**
     * The server is as it should be, and says how long that holds.
     *
     * @param definitions as sent, where the plan wants them
     */
    record Good(VerifiedServer server, Duration fresh, Optional<DefinitionSet> definitions)
        implements Result {}

    /** It is not, or did not answer. */
    record Bad(Reason reason) implements Result {}

    /** A Secret or a bundle changed since the plan was made; there will be another plan. */
    record Outdated() implements Result {}
  }

  /**
   * Asks the server; blocks until it answered or the plan's timeout is over.
   *
   * @param namespace of the Secrets
   */
  Result ask(String namespace, VerificationPlan plan) throws InterruptedException {
    var headers = new ArrayList<RequestHeader>();
    plan.headers().forEach((name, value) -> headers.add(new RequestHeader(name, value)));
    for (CredentialSlot slot : plan.credentials()) {
      Optional<String> value = values.of(namespace, slot, plan.url());
      if (value.isEmpty()) {
        return new Result.Outdated();
      }
      headers.add(
          new RequestHeader(slot.header(), slot.bearer() ? "Bearer " + value.get() : value.get()));
    }
    Optional<TrustBundle> trust =
        plan.trust().flatMap(bundle -> values.bundle(plan.connectorNamespace(), bundle));
    if (trust.isEmpty() && plan.trust().isPresent()) {
      return new Result.Outdated();
    }
    var request =
        new VerificationRequest(
            URI.create(plan.url().toString()),
            transport(plan.transport()),
            headers,
            !plan.credentials().isEmpty(),
            destination -> agreed(namespace, plan, destination),
            EgressRules.tenant(values.requester(plan)),
            trust,
            plan.timeout());
    return verifier.verify(
        request,
        verification ->
            switch (verification) {
              case Verified verified -> good(plan, verified);
              case Failed(FailureReason reason, var _) -> new Result.Bad(reason(reason));
            });
  }

  /** Whether every owner lets that URL have the credential as well. */
  private boolean agreed(String namespace, VerificationPlan plan, URI destination) {
    Optional<HttpUrl> url = HttpUrl.parse(destination.toString());
    return url.isPresent()
        && plan.credentials().stream()
            .allMatch(slot -> values.of(namespace, slot, url.get()).isPresent());
  }

  static Optional<Transport> transport(dev.toolrack.crds.Transport declared) {
    return switch (declared) {
      case STREAMABLE_HTTP -> Optional.of(Transport.STREAMABLE_HTTP);
      case SSE -> Optional.of(Transport.SSE);
      // A connector with a value that is not understood is not asked.
      case AUTO, UNRECOGNISED -> Optional.empty();
    };
  }

  private Result good(VerificationPlan plan, Verified verified) throws InterruptedException {
    var server = verified.server();
    ToolSet set = tools(verified);
    return new Result.Good(
        new VerifiedServer(
            plan.target(),
            server.name(),
            server.version(),
            server.transport().wireName(),
            server.protocolVersion(),
            KnownTools.of(set)),
        verified.fresh(),
        plan.definitions() ? Optional.of(DefinitionSet.of(set)) : Optional.empty());
  }

  /** No server is waited for here: whoever has a place is done by itself. */
  private ToolSet tools(Verified verified) throws InterruptedException {
    readings.acquire();
    try {
      return ToolSet.of(verified.tools().stream().map(RawTool::json).toList());
    } finally {
      readings.release();
    }
  }

  static Reason reason(FailureReason reason) {
    return switch (reason) {
      case UNREACHABLE -> Reason.UNREACHABLE;
      case TIMEOUT -> Reason.TIMEOUT;
      case TLS_FAILED -> Reason.TLS_FAILED;
      case SERVER_ERROR -> Reason.SERVER_ERROR;
      case RATE_LIMITED -> Reason.RATE_LIMITED;
      case NOT_FOUND -> Reason.ENDPOINT_NOT_FOUND;
      case UNEXPECTED_STATUS -> Reason.UNEXPECTED_STATUS;
      case REDIRECT_REFUSED -> Reason.REDIRECT_REFUSED;
      case MALFORMED_ANSWER -> Reason.MALFORMED_ANSWER;
      case UNSUPPORTED_ENCODING -> Reason.UNSUPPORTED_ENCODING;
      case ANSWER_TOO_LARGE -> Reason.ANSWER_TOO_LARGE;
      case TOO_MANY_PAGES -> Reason.TOO_MANY_PAGES;
      case TOO_MANY_MESSAGES -> Reason.TOO_MANY_MESSAGES;
      case TOO_MANY_TOOLS -> Reason.TOO_MANY_TOOLS;
      case UNSUPPORTED_PROTOCOL -> Reason.UNSUPPORTED_PROTOCOL;
      case FORBIDDEN -> Reason.FORBIDDEN;
      case CREDENTIAL_REQUIRED -> Reason.CREDENTIAL_REQUIRED;
      case CREDENTIAL_REJECTED -> Reason.CREDENTIAL_REJECTED;
      case INSUFFICIENT_SCOPE -> Reason.INSUFFICIENT_SCOPE;
      case DESTINATION_FORBIDDEN -> Reason.DESTINATION_FORBIDDEN;
      case SECRET_DESTINATION_FORBIDDEN -> Reason.SECRET_DESTINATION_FORBIDDEN;
      case INSECURE_TRANSPORT -> Reason.INSECURE_TRANSPORT;
    };
  }
}
