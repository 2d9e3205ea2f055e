package dev.toolrack.mcp.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every look-up of this JVM passes through. */
class FilteringResolverTest {
  private static final AddressRules STRICT =
      new EgressGuard(EgressSettings.defaults()).addresses(Optional.empty());
  private static final AddressRules LAX =
      new EgressGuard(EgressSettings.defaults().withLoopback(true)).addresses(Optional.empty());
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** Stands for the machine's resolver: every name is this machine. */
  private final List<String> asked = new ArrayList<>();

  private final FilteringResolver resolver =
      new FilteringResolver(
          new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
              asked.add(host);
              return Stream.of(LOOPBACK);
            }

            @Override
            public String lookupByAddress(byte[] address) {
              return "here";
            }
          });

  @Test
  void filtersInsideAScope() throws Exception {
    try (LookupScope strict = LookupScope.over(STRICT);
        LookupScope lax = LookupScope.over(LAX)) {
      assertThatThrownBy(() -> strict.call(() -> lookup("a.example")))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageNotContaining("127");
      assertThat(lax.call(() -> lookup("a.example"))).containsExactly(LOOPBACK);
    }
  }

  @Test
  void tasksOfTheClientRunInside() throws Exception {
    try (LookupScope strict = LookupScope.over(STRICT);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      FutureTask<List<InetAddress>> task = new FutureTask<>(() -> lookup("a.example"));
      strict.around(threads).execute(task);
      assertThatThrownBy(task::get).hasCauseInstanceOf(UnknownHostException.class);
    }
  }

  /** A thread that lost its scope must not slip through. */
  @Test
  void outsideOfScopesEverybodysRulesHold() throws Exception {
    assertThat(lookup("a.example")).containsExactly(LOOPBACK);
    try (LookupScope _ = LookupScope.over(LAX)) {
      assertThat(lookup("a.example")).containsExactly(LOOPBACK);
      try (LookupScope _ = LookupScope.over(STRICT)) {
        assertThatThrownBy(() -> lookup("a.example")).isInstanceOf(UnknownHostException.class);
      }
    }
    assertThat(lookup("a.example")).containsExactly(LOOPBACK);
  }

  @Test
  void exemptHostsAreLookedUpUnfilteredButNotForOthers() throws Exception {
    ExemptHosts.add("Exempt.example");
    try (LookupScope strict = LookupScope.over(STRICT)) {
      assertThat(lookup("exempt.example")).containsExactly(LOOPBACK);
      assertThatThrownBy(() -> strict.call(() -> lookup("exempt.example")))
          .isInstanceOf(UnknownHostException.class);
    }
  }

  @Test
  void theProxyIsTheAdministratorsChoice() throws Exception {
    AddressRules rules =
        new EgressGuard(EgressSettings.defaults().withProxy(new ForwardProxy("proxy", 3128)))
            .addresses(Optional.empty());
    try (LookupScope scope = LookupScope.over(rules)) {
      assertThat(scope.call(() -> lookup("proxy"))).containsExactly(LOOPBACK);
      assertThatThrownBy(() -> scope.call(() -> lookup("a.example")))
          .isInstanceOf(UnknownHostException.class);
    }
  }

  /** A search domain would make one name mean different hosts in different clusters. */
  @Test
  void namesAreCompleteButThoseOfServices() throws Exception {
    try (LookupScope lax = LookupScope.over(LAX)) {
      List<InetAddress> found = lax.call(() -> lookup("a.example"));
      lax.call(() -> lookup("tools.team.svc"));
      lax.call(() -> lookup("app.localhost"));
      assertThat(asked).containsExactly("a.example.", "tools.team.svc", "app.localhost");
      assertThat(found.getFirst().getHostName()).isEqualTo("a.example");
    }
  }

  /** Through the JDK: each look-up reaches the names, nothing is remembered, good or bad. */
  @Test
  void nothingIsCached() throws Exception {
    var answers =
        List.of("93.184.216.34", "10.0.0.1", "93.184.216.35").stream()
            .map(InetAddress::ofLiteral)
            .iterator();
    try (LookupScope scope = LookupScope.over(STRICT, host -> List.of(answers.next()))) {
      assertThat(scope.call(() -> InetAddress.getAllByName("rebinding.example.com"))).hasSize(1);
      assertThat(scope.refusal("rebinding.example.com")).contains(Refusal.DESTINATION_FORBIDDEN);
      assertThat(scope.call(() -> InetAddress.getAllByName("rebinding.example.com")))
          .containsExactly(InetAddress.ofLiteral("93.184.216.35"));
    }
  }

  private List<InetAddress> lookup(String host) throws UnknownHostException {
    return resolver.lookupByName(host, LookupPolicy.of(LookupPolicy.IPV4)).toList();
  }
}
