package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.core.view.IntegrationRef;
import java.net.URI;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people read. No page runs anything, and whatever it shows is escaped. */
final class Pages {
  private static final int MAX_TEXT = 512;
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}"
          + "th{text-align:left;vertical-align:top;padding-right:1.5rem;font-weight:normal;opacity:.75}"
          + "td{overflow-wrap:anywhere}input[type=password]{width:100%;font:inherit}"
          + "button{font:inherit;padding:.4rem 1.2rem;margin-top:1rem}";

  /** As the policy of content names the one style that counts. */
  static final String STYLE_HASH =
      "sha256-" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.hex(STYLE)));

  private final String base;

  /**
   * @param base the path of the page's address
   */
  Pages(String base) {
    this.base = base;
  }

  /**
   * What is to be agreed to.
   *
   * @param user who is logged in to Kubernetes
   * @param server the MCP server
   * @param issuer the authorization server
   * @param scopes what is asked for; may be empty
   * @param account who is connected now; may be empty
   * @param elsewhere origins besides the issuer's, by what they are for
   * @param agreement names all that
   */
  record Consent(
      String user,
      String server,
      String issuer,
      String scopes,
      String account,
      Map<String, String> elsewhere,
      String agreement) {
    Consent {
      elsewhere = Collections.unmodifiableMap(new LinkedHashMap<>(elsewhere));
    }
  }

  /** Asks for a Kubernetes token. Says nothing of whether the integration exists. */
  String tokenForm(IntegrationRef ref, String formToken, String audience, boolean refused) {
    return page(
        "Who are you?",
        (refused ? "<p><strong>Kubernetes does not take that token.</strong></p>" : "")
            + "<p>To log in for %s, show that you may: paste a Kubernetes token of yours, such as this command gives.</p>"
                .formatted(code(ref.namespace() + "/" + ref.name()))
            + "<p>%s</p>".formatted(code("kubectl create token ACCOUNT --audience " + audience))
            + form(
                ref,
                formToken,
                "<label>Token<br><input type=\"password\" name=\"token\" autocomplete=\"off\" required></label>"
                    + "<br><button name=\"show\" value=\"yes\">Go on</button>"));
  }

  /** Asks whether to log in. */
  String consent(IntegrationRef ref, String formToken, Consent consent) {
    var rows = new LinkedHashMap<String, String>();
    rows.put("Integration", ref.namespace() + "/" + ref.name());
    rows.put("MCP server", consent.server());
    rows.put("Authorization server", consent.issuer());
    rows.putAll(consent.elsewhere());
    rows.put(
        "Scopes",
        consent.scopes().isEmpty() ? "what the server gives by itself" : consent.scopes());
    rows.put("Connected so far", consent.account().isEmpty() ? "nobody" : consent.account());
    rows.put("You are in Kubernetes", consent.user());
    return page(
        "Log in for an integration",
        table(rows)
            + "<p>You log in at the authorization server. What it gives is kept in a Secret of namespace "
            + code(ref.namespace())
            + ", sent to the servers named here and to no other ones, and handed to the agents of that namespace:"
            + " they act with your rights there, until somebody disconnects.</p>"
            + form(
                ref,
                formToken,
                hidden("agreement", consent.agreement())
                    + "<label><input type=\"checkbox\" name=\"lend\" value=\"yes\"> Let agents of other"
                    + " namespaces have the access token too, as far as the integration reaches</label>"
                    + "<br><button name=\"begin\" value=\"yes\">Log in</button>"));
  }

  /** Sends the browser to the authorization server. */
  String away(URI to) {
    String url = Html.escape(to.toASCIIString());
    return document(
        "<meta http-equiv=\"refresh\" content=\"0;url=%s\">".formatted(url),
        "On to the authorization server",
        "<p><a id=\"away\" href=\"%s\">Log in at %s</a></p>"
            .formatted(url, Html.escape(to.getHost())));
  }

  /** Tells something that is no secret, in words of ours. */
  String note(String title, String text) {
    return page(title, "<p>%s</p>".formatted(Html.escape(text)));
  }

  private String form(IntegrationRef ref, String formToken, String fields) {
    return "<form method=\"post\" action=\"%s/connect/%s/%s\">%s%s</form>"
        .formatted(
            Html.escape(base),
            Html.escape(ref.namespace()),
            Html.escape(ref.name()),
            hidden("form", formToken),
            fields);
  }

  private static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
        .formatted(Html.escape(name), Html.escape(value));
  }

  private static String table(Map<String, String> rows) {
    var table = new StringBuilder("<table>");
    rows.forEach((name, value) ->
        table.append(
            "<tr><th>%s</th><td>%s</td></tr>"
                .formatted(Html.escape(name), Html.escape(CleanText.of(value, MAX_TEXT)))));
    return table.append("</table>").toString();
  }

  private static String code(String text) {
    return "<code>" + Html.escape(text) + "</code>";
  }

  private static String page(String title, String content) {
    return document("", title, content);
  }

  private static String document(String head, String title, String content) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <meta name="robots" content="noindex">%s<title>%s - Toolrack</title><style>%s</style></head>
    <body><h1>%s</h1>%s</body></html>
    """
        .formatted(head, Html.escape(title), STYLE, Html.escape(title), content);
  }
}
