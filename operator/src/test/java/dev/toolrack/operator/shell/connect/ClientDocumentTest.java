package dev.toolrack.operator.shell.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.operator.shell.settings.PageAddress;
import org.junit.jupiter.api.Test;

/** What authorization servers are told of the client that the page is. */
class ClientDocumentTest {

  @Test
  void isCalledLikeItsOwnAddress() throws JsonProcessingException {
    String document =
        ClientDocument.of(new PageAddress("https://example.com/toolrack", "/toolrack"));
    var json = new ObjectMapper();
    assertThat(json.readTree(document))
        .isEqualTo(
            json.readTree(
                """
                {
                  "client_id": "https://example.com/toolrack/connect/client.json",
                  "client_name": "Toolrack",
                  "client_uri": "https://example.com/toolrack",
                  "redirect_uris": ["https://example.com/toolrack/connect/callback"],
                  "grant_types": ["authorization_code", "refresh_token"],
                  "response_types": ["code"],
                  "token_endpoint_auth_method": "none",
                  "application_type": "web"
                }
                """));
  }
}
