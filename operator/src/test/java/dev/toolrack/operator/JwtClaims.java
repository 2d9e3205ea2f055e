package dev.toolrack.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;

/**
 * What an access token says that is a JWT. Its signature is the authorization server's business.
 */
record JwtClaims(JsonNode claims) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static JwtClaims of(String token) {
    try {
      return new JwtClaims(JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String claim) {
    return claims.path(claim).asText();
  }

  Instant expires() {
    return Instant.ofEpochSecond(claims.path("exp").asLong());
  }
}
