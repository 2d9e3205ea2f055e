package dev.toolrack.cli.registry;

import dev.toolrack.cli.registry.ServerJson.Input;
import dev.toolrack.cli.registry.ServerJson.Remote;
import dev.toolrack.core.address.HeaderNames;
import dev.toolrack.core.tool.CleanText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the network part of a connector of a remote. */
final class RemoteReading {
  private static final String AUTHORIZATION = "authorization";

  private final Draft draft = new Draft();
  private final VariableNames names = new VariableNames();

  /** What becomes of a remote. */
  static Draft of(Remote remote) {
    RemoteReading reading = new RemoteReading();
    reading.url(remote);
    List<String> all = remote.headers().stream().map(Input::name).toList();
    HeaderNames.duplicate(all)
        .ifPresent(name -> {
          throw new Refused("header " + shown(name) + " is there twice");
        });
    remote.headers().forEach(reading::header);
    return reading.draft;
  }

  private void url(Remote remote) {
    String url = remote.url();
    if (!url.startsWith("https://")) {
      throw new Refused(
          "its url must begin with https:// as it is written: neither http nor a variable can stand there");
    }
    draft.url(template("the url", url, remote.variables()));
  }

  private void header(Input header) {
    String value = header.value();
    boolean credential =
        header.secret()
            || header.name().toLowerCase(Locale.ROOT).equals(AUTHORIZATION)
            || header.variables().values().stream().anyMatch(Input::secret);
    HeaderNames.Use use = credential ? HeaderNames.Use.CREDENTIAL : HeaderNames.Use.PLAIN;
    Optional<String> refusal = HeaderNames.refusal(header.name(), use);
    if (refusal.isPresent()) {
      throw new Refused("header %s: %s".formatted(shown(header.name()), refusal.get()));
    }
    if (credential) {
      credential(header);
    } else if (value != null) {
      String known = template(header.name(), value, header.variables());
      draft.headers().add(new Draft.Header(header.name(), known));
    } else if (header.required() || header.defaultValue() != null) {
      String name = declare(header.name(), header);
      draft.headers().add(new Draft.Header(header.name(), "{" + name + "}"));
    } else {
      draft.notes().add("header %s is optional and left out".formatted(header.name()));
    }
  }

  private void credential(Input header) {
    String value = header.value();
    boolean authorization = header.name().toLowerCase(Locale.ROOT).equals(AUTHORIZATION);
    boolean bearer = authorization && (value == null || value.matches("(?i)bearer \\{[^{}]*\\}"));
    String hint =
        bearer
            ? "the token alone, without the word Bearer"
            : value == null ? "the whole value" : "the whole value, like " + shape(value);
    draft.credentials().add(new Draft.Credential(header.name(), bearer, header.required(), hint));
  }

  /** How a value looks, without what may be a secret that somebody published. */
  private static String shape(String value) {
    return VariableNames.in(value).isEmpty()
        ? "the one in server.json"
        : shown(VariableNames.replace(value, name -> "<" + name + ">"));
  }

  /** A template in the connector's words; fixed values are filled in. */
  private String template(String owner, String template, Map<String, Input> variables) {
    return VariableNames.replace(
        template,
        name -> {
          Input variable = variables.get(name);
          if (variable == null) {
            throw new Refused(
                "%s has {%s}, which it does not declare".formatted(shown(owner), shown(name)));
          }
          if (variable.secret()) {
            throw new Refused(
                "%s has the secret {%s}: it would be shown and logged; a secret must be a header of its own"
                    .formatted(shown(owner), shown(name)));
          }
          return variable.value() != null
              ? template(owner, variable.value(), variable.variables())
              : "{" + declare(owner, variable) + "}";
        });
  }

  private String declare(String owner, Input input) {
    String name = names.of(owner, input.name());
    if (draft.variables().stream().anyMatch(variable -> variable.name().equals(name))) {
      return name;
    }
    if (input.format().equals("filepath")) {
      throw new Refused(
          "variable %s is a path of a file, which agents do not have".formatted(name));
    }
    List<String> choices =
        input.choices().isEmpty() && input.format().equals("boolean")
            ? List.of("true", "false")
            : input.choices();
    String given = input.defaultValue();
    if (given != null && !choices.isEmpty() && !choices.contains(given)) {
      throw new Refused("variable %s: its default is none of its choices".formatted(name));
    }
    draft
        .variables()
        .add(
            new Draft.Variable(
                name, CleanText.of(input.description(), 256), required(given), given, choices));
    return name;
  }

  /** A template without all of its values is none, whatever the publisher calls optional. */
  private static @Nullable Boolean required(@Nullable String given) {
    return given == null ? true : null;
  }

  private static String shown(String text) {
    return ServerJsonReader.shown(text, 64);
  }
}
