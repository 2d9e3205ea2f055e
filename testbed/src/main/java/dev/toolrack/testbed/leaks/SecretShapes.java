package dev.toolrack.testbed.leaks;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is a secret by its looks, whoever made it: nobody needs to have told its value. */
final class SecretShapes {
  /**
   * One shape.
   *
   * @param hint what a text without it need not be looked at for
   */
  private record Shape(String name, String hint, Pattern pattern) {}

  private static final String VALUE = "\"?\\s*[:=]\\s*\\\\?\"?[A-Za-z0-9._~+/%-]{8,}";

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("a bearer token", "earer ", Pattern.compile("[Bb]earer [\\w.~+/-]{12,}")),
          new Shape(
              "basic credentials", "Basic ", Pattern.compile("Basic [A-Za-z0-9+/]{12,}={0,2}")),
          new Shape("a signed token", "eyJ", Pattern.compile("eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.")),
          new Shape(
              "a token parameter", "_token", Pattern.compile("(access|refresh|id)_token" + VALUE)),
          parameter("client_secret"),
          parameter("client_assertion"),
          parameter("code_verifier"));

  private SecretShapes() {}

  private static Shape parameter(String name) {
    // client_assertion_type is no secret.
    return new Shape("the parameter " + name, name, Pattern.compile(name + VALUE));
  }

  /** What a text seems to hold. */
  static Optional<String> in(String text) {
    return SHAPES.stream()
        .filter(shape -> text.contains(shape.hint()) && shape.pattern().matcher(text).find())
        .map(Shape::name)
        .findFirst();
  }
}
