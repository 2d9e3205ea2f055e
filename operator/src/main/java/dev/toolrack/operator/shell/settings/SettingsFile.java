package dev.toolrack.operator.shell.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the settings file; a key that nobody knows is an error, never ignored. */
public final class SettingsFile {
  private static final ObjectReader READER = new YAMLMapper().readerFor(Settings.class);

  /** A name of a namespace, RFC 1123. */
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** Values of log.format. */
  public static final Set<String> FORMATS = Set.of("json", "text");

  /** Values of log.level. */
  public static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");

  private SettingsFile() {}

  /** A settings file that cannot be used; the message names the key and the remedy. */
  public static final class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1;

    /** A message that names the key and the remedy. */
    public InvalidSettingsException(String message) {
      super(message);
    }
  }

  /** The settings in a file. */
  public static Settings read(Path file) throws InvalidSettingsException {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new InvalidSettingsException(
          "settings file " + file + " does not exist; correct --config or TOOLRACK_CONFIG");
    } catch (InvalidSettingsException e) {
      throw new InvalidSettingsException("settings file " + file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new InvalidSettingsException("settings file " + file + " cannot be read");
    }
  }

  /** The settings in a YAML text; an empty one means every default. */
  public static Settings parse(String yaml) throws InvalidSettingsException {
    if (yaml.isBlank()) {
      return Settings.defaults();
    }
    try {
      Settings settings = READER.readValue(yaml);
      return settings == null ? Settings.defaults() : checked(settings);
    } catch (UnrecognizedPropertyException e) {
      throw new InvalidSettingsException(
          "unknown key %s; known here: %s".formatted(path(e), e.getKnownPropertyIds()));
    } catch (JsonMappingException e) {
      throw new InvalidSettingsException("key %s has a value of the wrong type".formatted(path(e)));
    } catch (JsonProcessingException e) {
      throw new InvalidSettingsException(
          "not valid YAML near line %d".formatted(e.getLocation().getLineNr()));
    }
  }

  private static Settings checked(Settings settings) throws InvalidSettingsException {
    for (String namespace : settings.namespaces()) {
      if (!NAMESPACE.matcher(namespace).matches()) {
        throw new InvalidSettingsException(
            "namespaces: \"%s\" is no name of a namespace".formatted(namespace));
      }
    }
    atLeastOne("verify.concurrency", settings.verify().concurrency());
    atLeastOne("verify.perNamespace", settings.verify().perNamespace());
    atLeastOne("verify.perHost", settings.verify().perHost());
    atLeastOne("verify.slow", settings.verify().slow());
    atLeastOne("verify.integrationsPerNamespace", settings.verify().integrationsPerNamespace());
    if (settings.http().port() < 0 || settings.http().port() > 65535) {
      throw new InvalidSettingsException("http.port: 0 to 65535, 0 for any free one");
    }
    checkConnectPage(settings);
    one("log.format", settings.log().format(), FORMATS);
    one("log.level", settings.log().level(), LEVELS);
    return settings;
  }

  private static void checkConnectPage(Settings settings) throws InvalidSettingsException {
    int port = settings.connectPage().port();
    if (port < 0 || port > 65535) {
      throw new InvalidSettingsException("connectPage.port: 0 to 65535, 0 for any free one");
    }
    if (PageAddress.of(settings).isPresent() && port != 0 && port == settings.http().port()) {
      throw new InvalidSettingsException(
          "connectPage.port: %d is http.port already; metrics and the page are not served together"
              .formatted(port));
    }
  }

  private static void atLeastOne(String setting, int value) throws InvalidSettingsException {
    if (value < 1) {
      throw new InvalidSettingsException(setting + ": at least 1");
    }
  }

  /** Says which values there are; also for flags, which override the file. */
  public static void one(String setting, String value, Set<String> known)
      throws InvalidSettingsException {
    if (!known.contains(value)) {
      throw new InvalidSettingsException(
          "%s: \"%s\" is none of %s".formatted(setting, value, known.stream().sorted().toList()));
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
        .collect(Collectors.joining("."));
  }
}
