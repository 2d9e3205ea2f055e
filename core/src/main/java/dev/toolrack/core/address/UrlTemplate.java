package dev.toolrack.core.address;

import dev.toolrack.core.address.Expansion.Expanded;
import dev.toolrack.core.address.Expansion.Invalid;
import dev.toolrack.core.address.Expansion.Problem;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegrationSpec.VariableValue;
import dev.toolrack.crds.Trust;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A connector's URL and headers with variables in them (api.md, Templates).
 *
 * @param url the URL's template
 * @param headers plain headers, whose values are templates
 * @param variables what the connector declares
 * @param trust of the connector: a trusted one does not let others choose freely where to go
 */
public record UrlTemplate(
    String url,
    List<McpConnectorSpec.Header> headers,
    List<McpConnectorSpec.Variable> variables,
    Trust trust) {

  /** Keeps its own copies; what is missing in an object that nobody validated is empty. */
  public UrlTemplate {
    headers =
        headers.stream()
            .map(h -> new McpConnectorSpec.Header(orEmpty(h.name()), orEmpty(h.value())))
            .toList();
    variables = List.copyOf(variables);
  }

  /** The templates of a connector. */
  public static UrlTemplate of(McpConnectorSpec connector) {
    return new UrlTemplate(
        connector.server().url(),
        connector.server().headers(),
        connector.variables(),
        connector.trust());
  }

  /** What is wrong whoever uses it; a variable without a value is nothing of that kind. */
  public Optional<Invalid> problem() {
    return UrlSyntax.problem(url)
        .or(this::headerProblem)
        .or(this::variableProblem)
        .or(this::referenceProblem);
  }

  /** Whether only an integration can say what it becomes: it cannot be probed without one. */
  public boolean needsIntegration() {
    Set<String> known = new HashSet<>();
    for (McpConnectorSpec.Variable variable : variables) {
      if (variable.defaultValue() != null) {
        known.add(variable.name());
      } else if (variable.required()) {
        return true;
      }
    }
    return !known.containsAll(references());
  }

  /**
   * Expands the templates.
   *
   * @param given the integration's values; those from ConfigMaps are checked like any other
   * @param place where the integration's namespace belongs, for {@code {scope.org}} and the like
   */
  public Expansion expand(List<VariableValue> given, Belonging place) {
    List<VariableValue> whole =
        given.stream().map(v -> new VariableValue(orEmpty(v.name()), v.value())).toList();
    Optional<Invalid> problem = problem().or(() -> Variables.problem(variables, whole));
    if (problem.isPresent()) {
      return problem.get();
    }
    Variables values = Variables.of(variables, whole, place);
    for (String name : references()) {
      if (values.get(name) == null) {
        return Variables.missing(name);
      }
    }
    return expand(values);
  }

  private Expansion expand(Variables values) {
    int end = UrlSyntax.authorityEnd(url);
    for (String name : hostVariables()) {
      if (!UrlSyntax.isHostLabel(String.valueOf(values.get(name)))) {
        return UrlSyntax.invalid(
            "variable %s stands in the host: small letters, digits, inner dashes, at most 63"
                .formatted(name));
      }
    }
    String authority = fill(url.substring(0, end), values, value -> value);
    String rest = fill(url.substring(end), values, UrlSyntax::encode);
    Optional<HttpUrl> read = HttpUrl.parse(authority + rest);
    if (read.isEmpty() || !isAsWritten(read.get(), authority, rest)) {
      return UrlSyntax.invalid(
          "with its variables the URL is no plain http(s) URL without . or .. segments");
    }
    Map<String, String> filled = new LinkedHashMap<>();
    for (McpConnectorSpec.Header header : headers) {
      filled.put(header.name(), fill(header.value(), values, value -> value));
    }
    return new Expanded(authority + rest, read.get(), filled);
  }

  /** Whether a second reader finds scheme, host, port and the rest where the template put them. */
  private static boolean isAsWritten(HttpUrl read, String authority, String rest) {
    String query = read.query() == null ? "" : "?" + read.query();
    String schemeAndHost = read.scheme() + "://" + read.host();
    return rest.equals(read.path() + query)
        && (authority.equals(schemeAndHost) || authority.startsWith(schemeAndHost + ":"))
        && (authority.equals(schemeAndHost)
            ? read.port() == (read.scheme().equals("https") ? 443 : 80)
            : read.port() == Integer.parseInt(authority.substring(schemeAndHost.length() + 1)));
  }

  private Optional<Invalid> headerProblem() {
    for (McpConnectorSpec.Header header : headers) {
      Optional<String> refusal = HeaderNames.refusal(header.name(), HeaderNames.Use.PLAIN);
      if (refusal.isPresent()) {
        return Optional.of(new Invalid(Problem.HEADER_INVALID, "server.headers: " + refusal.get()));
      }
      if (!Template.of(header.value()).map(Template::isPlain).orElse(false)) {
        return Optional.of(
            new Invalid(
                Problem.HEADER_INVALID,
                "header %s: printable ASCII without dollar sign, backslash, other braces than {variable}"
                    .formatted(header.name())));
      }
    }
    return HeaderNames.duplicate(headers.stream().map(McpConnectorSpec.Header::name).toList())
        .map(name -> new Invalid(Problem.HEADER_INVALID, "header " + name + " is there twice"));
  }

  private Optional<Invalid> variableProblem() {
    for (McpConnectorSpec.Variable variable : variables) {
      String value = variable.defaultValue();
      Optional<Invalid> problem =
          value == null ? Optional.empty() : Variables.problem(variable, value);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<Invalid> referenceProblem() {
    Set<String> declared = new HashSet<>();
    Set<String> limited = new HashSet<>();
    for (McpConnectorSpec.Variable variable : variables) {
      declared.add(variable.name());
      if (!variable.choices().isEmpty()) {
        limited.add(variable.name());
      }
    }
    for (String name : references()) {
      if (!Variables.isBuiltIn(name) && !declared.contains(name)) {
        return Optional.of(
            UrlSyntax.invalid("{%s} is not declared: add it to spec.variables".formatted(name)));
      }
    }
    for (String name : hostVariables()) {
      if (trust == Trust.TRUSTED && !Variables.isBuiltIn(name) && !limited.contains(name)) {
        return Optional.of(
            UrlSyntax.invalid(
                "variable %s stands in the host of a trusted connector: give it choices"
                    .formatted(name)));
      }
    }
    return Optional.empty();
  }

  private Set<String> references() {
    Set<String> names = new LinkedHashSet<>();
    Template.of(url).ifPresent(template -> names.addAll(template.variables()));
    for (McpConnectorSpec.Header header : headers) {
      Template.of(header.value()).ifPresent(template -> names.addAll(template.variables()));
    }
    return names;
  }

  private List<String> hostVariables() {
    return Template.of(url.substring(0, UrlSyntax.authorityEnd(url)))
        .map(Template::variables)
        .orElse(List.of());
  }

  private static String fill(String text, Variables values, UnaryOperator<String> encoding) {
    StringBuilder filled = new StringBuilder();
    for (Template.Part part : Template.of(text).map(Template::parts).orElse(List.of())) {
      switch (part) {
        case Template.Literal(String literal) -> filled.append(literal);
        case Template.Variable(String name) ->
            filled.append(encoding.apply(String.valueOf(values.get(name))));
      }
    }
    return filled.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
