package dev.toolrack.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of {@code hostile-urls.tsv}.
 *
 * @param text the URL as somebody may write it; often none
 * @param answers what its host stands for, look-up by look-up; the last one stays
 */
record HostileUrl(String text, List<List<InetAddress>> answers) {
  /** The one address outside that entries may lead to. */
  static final InetAddress ALLOWED = InetAddress.ofLiteral("93.184.216.34");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|\\\\)");

  static List<HostileUrl> all() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(HostileUrl.class.getResourceAsStream("/hostile-urls.tsv")),
                StandardCharsets.US_ASCII))) {
      List<HostileUrl> all = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          all.add(of(line));
        }
      }
      return all;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HostileUrl of(String line) {
    String[] parts = line.split("\t", -1);
    List<List<InetAddress>> answers =
        parts.length == 1
            ? List.of(List.of(InetAddress.ofLiteral("127.0.0.1")))
            : Stream.of(parts[1].split(" ", -1)).map(HostileUrl::addresses).toList();
    return new HostileUrl(unescaped(parts[0]), answers);
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(found ->
            found.group(1) == null
                ? "\\\\\\\\"
                : Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  private static List<InetAddress> addresses(String text) {
    return Stream.of(text.split(",", -1)).map(HostileUrl::address).toList();
  }

  private static InetAddress address(String text) {
    if (!text.startsWith("mapped:")) {
      return InetAddress.ofLiteral(text);
    }
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(InetAddress.ofLiteral(text.substring(7)).getAddress(), 0, mapped, 12, 4);
    try {
      return Inet6Address.getByAddress(null, mapped, -1);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** Whether some answer is harmless, so that a server may be reached before it changes. */
  boolean changes() {
    return answers.stream().anyMatch(answer -> answer.equals(List.of(ALLOWED)));
  }
}
