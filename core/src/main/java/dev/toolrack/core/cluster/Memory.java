package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import java.util.List;
import java.util.Map;

/**
 * What the operator knows besides the declarations.
 *
 * @param knowledge what earlier verifications found out
 * @param published views that are taken as they are; others follow from the declarations
 * @param tokens what is known of access tokens; where nothing is, there is none
 * @param delivered what toolsets have, by binding; where none is kept nothing was delivered
 */
public record Memory(
    Map<IntegrationRef, Knowledge> knowledge,
    Map<IntegrationRef, IntegrationView> published,
    Map<IntegrationRef, TokenState> tokens,
    Map<ObjectName, List<ServerPart>> delivered) {
  /** It knows nothing. */
  public static final Memory EMPTY = new Memory(Map.of(), Map.of(), Map.of(), Map.of());

  public Memory {
    knowledge = Map.copyOf(knowledge);
    published = Map.copyOf(published);
    tokens = Map.copyOf(tokens);
    delivered = Map.copyOf(delivered);
  }

  /** What is known of an integration's server. */
  public Knowledge of(IntegrationRef integration) {
    return knowledge.getOrDefault(integration, Knowledge.none());
  }

  /** What is known of an integration's access token. */
  public TokenState tokenOf(IntegrationRef integration) {
    return tokens.getOrDefault(integration, TokenState.NONE);
  }

  /** The same with other access tokens. */
  public Memory holding(Map<IntegrationRef, TokenState> other) {
    return new Memory(knowledge, published, other, delivered);
  }

  /** The same with other knowledge of servers. */
  public Memory knowing(Map<IntegrationRef, Knowledge> other) {
    return new Memory(other, published, tokens, delivered);
  }

  /** The same with other views. */
  public Memory publishing(Map<IntegrationRef, IntegrationView> other) {
    return new Memory(knowledge, other, tokens, delivered);
  }

  /** The same with other toolsets. */
  public Memory delivering(Map<ObjectName, List<ServerPart>> other) {
    return new Memory(knowledge, published, tokens, other);
  }
}
