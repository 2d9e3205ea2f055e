package dev.toolrack.operator.shell.settings;

import java.util.List;

/**
 * What an administrator may set, in one YAML file; every key may be left out. docs/settings.md
 * describes them.
 *
 * @param namespaces whose Secrets and ConfigMaps are read and written; empty = all
 * @param egress which servers may be reached
 * @param scopes who guards the namespace labels
 * @param verify how servers are asked
 * @param leaderElection which of several replicas works
 * @param log how log lines look
 * @param http where probes and metrics are served
 * @param connectPage where people log in with a browser and without kubectl
 */
public record Settings(
    List<String> namespaces,
    Egress egress,
    Scopes scopes,
    Verify verify,
    LeaderElection leaderElection,
    Log log,
    Http http,
    ConnectPage connectPage) {

  public Settings {
    namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
    egress = egress == null ? Egress.DEFAULT : egress;
    scopes = scopes == null ? Scopes.DEFAULT : scopes;
    verify = verify == null ? Verify.DEFAULT : verify;
    leaderElection = leaderElection == null ? LeaderElection.DEFAULT : leaderElection;
    log = log == null ? Log.DEFAULT : log;
    http = http == null ? Http.DEFAULT : http;
    connectPage = connectPage == null ? ConnectPage.DEFAULT : connectPage;
  }

  /** Every default. */
  public static Settings defaults() {
    return new Settings(
        List.of(),
        Egress.DEFAULT,
        Scopes.DEFAULT,
        Verify.DEFAULT,
        LeaderElection.DEFAULT,
        Log.DEFAULT,
        Http.DEFAULT,
        ConnectPage.DEFAULT);
  }

  /**
   * Which servers may be reached. Loopback, link-local and metadata addresses never are, private
   * ones only where listed.
   *
   * @param allowLoopback development only: allows loopback addresses
   * @param proxy {@code http://host:port} through which everything outside the cluster goes; empty
   *     = directly
   * @param services which Services a connector may name: {@code None}, {@code Own} or {@code
   *     Ancestors}
   * @param clusterNetworks ranges in which Services must and others must not lie; empty = found out
   * @param hosts globs of host names that may be named at all
   * @param http globs of host names that may be reached without TLS
   * @param networks private ranges that other hosts may use
   * @param deny ranges that are refused although they are public
   */
  public record Egress(
      Boolean allowLoopback,
      String proxy,
      String services,
      List<String> clusterNetworks,
      List<String> hosts,
      List<String> http,
      List<Network> networks,
      List<String> deny) {
    static final Egress DEFAULT =
        new Egress(
            false,
            "",
            "Ancestors",
            List.of(),
            List.of("*"),
            List.of("*.svc"),
            List.of(),
            List.of());

    public Egress {
      allowLoopback = allowLoopback != null && allowLoopback;
      proxy = proxy == null ? "" : proxy;
      services = services == null ? "Ancestors" : services;
      clusterNetworks = clusterNetworks == null ? List.of() : List.copyOf(clusterNetworks);
      hosts = hosts == null ? DEFAULT.hosts() : List.copyOf(hosts);
      http = http == null ? DEFAULT.http() : List.copyOf(http);
      networks = networks == null ? List.of() : List.copyOf(networks);
      deny = deny == null ? List.of() : List.copyOf(deny);
    }
  }

  /**
   * A private range, the host names that may resolve into it, and the organisations whose
   * connectors may use it (none listed = all).
   */
  public record Network(String cidr, List<String> hosts, List<String> orgs) {
    public Network {
      cidr = cidr == null ? "" : cidr;
      hosts = hosts == null ? List.of() : List.copyOf(hosts);
      orgs = orgs == null ? List.of() : List.copyOf(orgs);
    }
  }

  /**
   * Who guards the namespace labels.
   *
   * @param requirePolicy whether nothing crosses a namespace while the admission policy that guards
   *     namespace labels is missing
   */
  public record Scopes(Boolean requirePolicy) {
    static final Scopes DEFAULT = new Scopes(true);

    public Scopes {
      requirePolicy = requirePolicy == null || requirePolicy;
    }
  }

  /**
   * How servers are asked. Durations are spelt like {@code 1h30m}.
   *
   * @param concurrency servers asked at the same time, as long as they answer promptly
   * @param perNamespace of these, on account of one namespace
   * @param perHost of these, with one host
   * @param slow servers asked at the same time that do not answer promptly: of those known to be
   *     slow, and of those that turn out to be
   * @param confirmAfter pause before a refusal of a server that worked is confirmed
   * @param retry first pause after a failure; it doubles up to the connector's interval
   * @param integrationsPerNamespace enabled integrations of one namespace that are verified at all
   */
  public record Verify(
      Integer concurrency,
      Integer perNamespace,
      Integer perHost,
      Integer slow,
      String confirmAfter,
      String retry,
      Integer integrationsPerNamespace) {
    static final Verify DEFAULT = new Verify(64, 48, 8, 192, "10s", "2s", 512);

    public Verify {
      concurrency = concurrency == null ? DEFAULT.concurrency() : concurrency;
      perNamespace = perNamespace == null ? DEFAULT.perNamespace() : perNamespace;
      perHost = perHost == null ? DEFAULT.perHost() : perHost;
      slow = slow == null ? DEFAULT.slow() : slow;
      confirmAfter = confirmAfter == null ? DEFAULT.confirmAfter() : confirmAfter;
      retry = retry == null ? DEFAULT.retry() : retry;
      integrationsPerNamespace =
          integrationsPerNamespace == null
              ? DEFAULT.integrationsPerNamespace()
              : integrationsPerNamespace;
    }
  }

  /**
   * Which of several replicas works.
   *
   * @param enabled whether a Lease decides
   * @param namespace of the Lease; empty = the operator's own
   * @param identity of this replica; empty = the host name
   */
  public record LeaderElection(Boolean enabled, String namespace, String identity) {
    static final LeaderElection DEFAULT = new LeaderElection(true, "", "");

    public LeaderElection {
      enabled = enabled == null || enabled;
      namespace = namespace == null ? "" : namespace;
      identity = identity == null ? "" : identity;
    }
  }

  /**
   * How log lines look.
   *
   * @param format {@code json} or {@code text}
   * @param level of Toolrack's own lines: error, warn, info, debug, trace
   */
  public record Log(String format, String level) {
    static final Log DEFAULT = new Log("json", "info");

    public Log {
      format = format == null ? DEFAULT.format() : format;
      level = level == null ? DEFAULT.level() : level;
    }
  }

  /**
   * Where probes and metrics are served.
   *
   * @param port of /healthz, /readyz and /metrics; 0 = any free one
   */
  public record Http(Integer port) {
    static final Http DEFAULT = new Http(8080);

    public Http {
      port = port == null ? DEFAULT.port() : port;
    }
  }

  /**
   * Where people log in with a browser and without kubectl.
   *
   * @param publicUrl where browsers find it, an https URL; empty = there is no such page
   * @param port that it is served at, without TLS; 0 = any free one
   */
  public record ConnectPage(String publicUrl, Integer port) {
    static final ConnectPage DEFAULT = new ConnectPage("", 8090);

    public ConnectPage {
      publicUrl = publicUrl == null ? "" : publicUrl;
      port = port == null ? DEFAULT.port() : port;
    }
  }
}
