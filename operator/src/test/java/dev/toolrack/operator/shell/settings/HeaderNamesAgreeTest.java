package dev.toolrack.operator.shell.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.address.HeaderNames;
import dev.toolrack.mcp.RequestHeader;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API refuses is refused where requests are made, and the other way round. */
class HeaderNamesAgreeTest {

  /** api.md, "Refused header names", each with names near it. */
  static Stream<String> names() {
    return Stream.of(
            "Authorization Host Content-Type Content- Content Accept Accept-Encoding Acceptable"
                + " Mcp-Session-Id Mcp Mcp-Name Cookie Cookie2 Set-Cookie Connection Keep-Alive"
                + " Transfer-Encoding TE T Trailer Trailers Upgrade Upgrade-Insecure-Requests Expect"
                + " Expect-CT Proxy-Authorization Proxy Forwarded Forwarded-For X-Forwarded-For"
                + " X-Forwarded X-Real-IP X-Remote-User X-Remote Origin Last-Event-ID"
                + " Impersonate-User Impersonate Metadata Metadata-Flavor Meta X-aws-ec2-metadata"
                + " X-aws-ec2 X-Api-Key User-Agent HTTP2-Settings Via Referer Range Date")
        .flatMap(names -> Stream.of(names.split(" ")))
        .flatMap(
            name -> Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void bothSayTheSame(String name) {
    boolean shape = !name.endsWith("-");
    if (shape) {
      assertThat(RequestHeader.isSettable(name))
          .isEqualTo(HeaderNames.refusal(name, HeaderNames.Use.CREDENTIAL).isEmpty());
    } else {
      assertThat(RequestHeader.isSettable(name)).isFalse();
    }
  }
}
