package dev.toolrack.operator.shell;

import dev.toolrack.mcp.ClientBuffers;
import dev.toolrack.mcp.IdleConnections;
import dev.toolrack.operator.shell.apply.MetadataWatches;
import dev.toolrack.operator.shell.observe.Endpoints;
import dev.toolrack.operator.shell.observe.ServerLimits;
import dev.toolrack.operator.shell.settings.Settings;
import dev.toolrack.operator.shell.settings.SettingsFile;
import dev.toolrack.operator.shell.settings.SettingsFile.InvalidSettingsException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The executable. */
@Command(
    name = "toolrack-operator",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Gives every AI agent exactly the MCP tools it may have.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0: stopped by a signal", "1: could not work", "2: wrong flag or setting"})
public final class Main implements Callable<Integer> {

  @Option(
      names = "--config",
      defaultValue = "${env:TOOLRACK_CONFIG}",
      paramLabel = "FILE",
      description = "Settings, one YAML file (TOOLRACK_CONFIG). Default: every default.")
  private @Nullable Path config;

  @Option(
      names = "--log-format",
      defaultValue = "${env:TOOLRACK_LOG_FORMAT}",
      paramLabel = "json|text",
      description = "Overrides log.format (TOOLRACK_LOG_FORMAT).")
  private @Nullable String logFormat;

  @Option(
      names = "--log-level",
      defaultValue = "${env:TOOLRACK_LOG_LEVEL}",
      paramLabel = "LEVEL",
      description = "Overrides log.level (TOOLRACK_LOG_LEVEL).")
  private @Nullable String logLevel;

  @Option(
      names = "--port",
      defaultValue = "${env:TOOLRACK_PORT}",
      paramLabel = "PORT",
      description = "Overrides http.port of /healthz, /readyz and /metrics (TOOLRACK_PORT).")
  private @Nullable Integer port;

  /** Runs until a signal. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings;
    try {
      settings = config == null ? Settings.defaults() : SettingsFile.read(config);
      chooseLog(settings.log());
    } catch (InvalidSettingsException e) {
      System.err.println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    return run(settings);
  }

  /** Before the first logger is made: its configuration reads these properties. */
  private void chooseLog(Settings.Log log) throws InvalidSettingsException {
    String format = logFormat == null ? log.format() : logFormat;
    String level = logLevel == null ? log.level() : logLevel;
    SettingsFile.one("log.format", format, SettingsFile.FORMATS);
    SettingsFile.one("log.level", level, SettingsFile.LEVELS);
    System.setProperty("toolrack.log.format", format);
    System.setProperty("toolrack.log.level", level);
  }

  private int run(Settings settings) throws IOException, InterruptedException {
    Logger log = LoggerFactory.getLogger(Main.class);
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(stop, stopped), "shutdown"));
    // Before the first HTTP client of the JVM, which is the one for the Kubernetes API.
    IdleConnections.closeSoon();
    ClientBuffers.keepSmall();
    ServerLimits.set();
    try (var client = MetadataWatches.clientBuilder().build();
        var operator = new ToolrackOperator(client, settings, instance());
        var endpoints =
            new Endpoints(
                port == null ? settings.http().port() : port,
                () -> true,
                operator::ready,
                operator.metrics()::scrape)) {
      operator.start();
      log.info(
          "toolrack {} started in {} ms, serving probes and metrics on port {}",
          ToolrackOperator.version(),
          ManagementFactory.getRuntimeMXBean().getUptime(),
          endpoints.port());
      stop.await();
      log.info("stopping");
    } catch (InvalidSettingsException e) {
      System.err.println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    } finally {
      stopped.countDown();
    }
    return CommandLine.ExitCode.OK;
  }

  private static void await(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stable over restarts of the same pod, so that it takes its own lease back at once. */
  private static String instance() {
    String host = System.getenv("HOSTNAME");
    return host == null || host.isBlank() ? "toolrack-" + ProcessHandle.current().pid() : host;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"toolrack-operator " + ToolrackOperator.version()};
    }
  }
}
