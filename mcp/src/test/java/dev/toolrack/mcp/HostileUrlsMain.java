package dev.toolrack.mcp;

import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.HostPattern;
import dev.toolrack.mcp.egress.Names;
import dev.toolrack.mcp.egress.ServiceReach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Run in a network namespace of its own, where every address is this machine: asks for each hostile
 * URL, directly and through everything by which a server may point to it, and prints what was
 * connected to.
 */
final class HostileUrlsMain {
  private static final String CHALLENGER = "challenger.public.example";

  private HostileUrlsMain() {}

  public static void main(String[] args) throws Exception {
    List<HostileUrl> urls = HostileUrl.all();
    try (EveryAddress everywhere = new EveryAddress(urls)) {
      observe(everywhere);
      Answers answers = new Answers();
      try (McpServerVerifier verifier = verifier(answers)) {
        for (int i = 0; i < urls.size(); i++) {
          direct(verifier, answers, urls.get(i), i);
          for (String way : List.of("redirect", "challenge", "stream")) {
            answers.of(urls.get(i));
            URI server = URI.create("http://" + CHALLENGER + "/" + way + "/" + i);
            count(way, verifier.verify(Scripts.request(server)));
          }
        }
      }
      everywhere
          .accepted()
          .forEach((address, times) -> print("accepted", address.getHostAddress(), times));
      print("begun", EveryAddress.begun(), everywhere.count());
    }
    RESULTS.forEach((what, times) -> print("result", what, times));
    print("urls", urls.size(), urls.size());
  }

  private static final Map<String, AtomicInteger> RESULTS = new ConcurrentHashMap<>();

  /** Sees whether forbidden connections would be seen: one to where the test says. */
  private static void observe(EveryAddress everywhere) throws IOException, InterruptedException {
    try (Socket _ = new Socket(InetAddress.ofLiteral("169.254.169.254"), 80)) {
      while (everywhere.count() < 1) {
        Thread.sleep(1);
      }
    }
    print("control", EveryAddress.begun(), everywhere.count());
  }

  private static void direct(
      McpServerVerifier verifier, Answers answers, HostileUrl url, int number)
      throws InterruptedException {
    answers.of(url);
    URI uri;
    try {
      uri = URI.create(url.text());
    } catch (IllegalArgumentException e) {
      count("direct", null);
      return;
    }
    Verification verification = verifier.verify(Scripts.request(uri));
    count("direct", verification);
    if (verification instanceof Verified && !url.changes()) {
      print("verified", number, 1);
    }
  }

  private static void count(String way, @Nullable Verification ended) {
    String how =
        switch (ended) {
          case null -> "no URI";
          case Failed failed -> failed.reason().toString();
          case Verified _ -> "verified";
        };
    RESULTS.computeIfAbsent(way + " " + how, _ -> new AtomicInteger()).incrementAndGet();
  }

  private static void print(String what, Object value, Object times) {
    System.out.println(what + "\t" + value + "\t" + times);
  }

  /** Every host and plain http: only what cannot be configured away is left to refuse. */
  private static McpServerVerifier verifier(Names names) {
    List<HostPattern> all = List.of(new HostPattern("*"));
    EgressSettings settings =
        new EgressSettings(
            false,
            Optional.empty(),
            ServiceReach.ANCESTORS,
            List.of(),
            all,
            all,
            List.of(),
            List.of());
    return new McpServerVerifier(
        new EgressGuard(settings),
        new ClientIdentity("toolrack", "test"),
        Limits.defaults(),
        names);
  }

  /** The name server that everybody owns for one URL at a time. */
  private static final class Answers implements Names {
    private volatile List<List<InetAddress>> current = List.of();
    private final AtomicInteger asked = new AtomicInteger();

    void of(HostileUrl url) {
      current = url.answers();
      asked.set(0);
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
      if (host.equals(CHALLENGER)) {
        return List.of(HostileUrl.ALLOWED);
      }
      return current.get(Math.min(asked.getAndIncrement(), current.size() - 1));
    }
  }
}
