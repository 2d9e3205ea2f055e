package dev.toolrack.core.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.status.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first URLs that people try are told what would be accepted instead. */
class ServerWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "InsecureTransport | http://mcp.example.com/mcp | http://mcp.example.com is not encrypted. Use https,",
        "InsecureTransport | http://notes.demo.svc.cluster.local/mcp | write a Service without what follows .svc: http://notes.demo.svc/mcp",
        "DestinationForbidden | https://notes.demo.svc.cluster.local:8443/mcp | http://notes.demo.svc:8443/mcp",
        "DestinationForbidden | http://notes:80/mcp | notes is not a whole name. Use http://SERVICE.NAMESPACE.svc",
        "DestinationForbidden | https://169.254.169.254/mcp | servers are asked by name, never by address",
        "DestinationForbidden | https://[fd00::1]/mcp | servers are asked by name, never by address",
        "DestinationForbidden | http://notes.other.svc/mcp | Services of namespace other",
        "DestinationForbidden | https://mcp.example.com/mcp | https://mcp.example.com is refused by the operator's network settings",
        "Unreachable | http://notes.demo.svc:8080/mcp?key=1 | No connection to the server (http://notes.demo.svc:8080/mcp). Check",
        "EndpointNotFound | https://mcp.example.com/wrong | (https://mcp.example.com/wrong). Correct",
        "CredentialRejected | https://mcp.example.com/mcp | The server answered 401",
      })
  void namesTheUrlAndWhatToDo(String reason, String url, String words) {
    assertThat(ServerWords.of(Reason.read(reason).orElseThrow(), HttpUrl.parse(url).orElseThrow()))
        .contains(words)
        .doesNotContain("key=1");
  }
}
