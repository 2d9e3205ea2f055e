package dev.toolrack.operator.shell.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.operator.shell.settings.PageAddress;
import java.util.LinkedHashMap;
import java.util.List;

/** What authorization servers read that take its address for a client ID. */
final class ClientDocument {

  private ClientDocument() {}

  static String of(PageAddress address) {
    var document = new LinkedHashMap<String, Object>();
    document.put("client_id", address.clientDocument().toString());
    document.put("client_name", "Toolrack");
    document.put("client_uri", address.base());
    document.put("redirect_uris", List.of(address.callback().toString()));
    document.put("grant_types", List.of("authorization_code", "refresh_token"));
    document.put("response_types", List.of("code"));
    document.put("token_endpoint_auth_method", "none");
    document.put("application_type", "web");
    try {
      return new ObjectMapper().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
