package dev.toolrack.operator.shell.turns;

import dev.toolrack.core.address.HttpUrl;

/**
 * On whose account a turn goes.
 *
 * @param namespace of the object that wants a server asked
 * @param host of the server, with its port
 */
public record Claim(String namespace, String host) {

  /** A claim on the server at a URL. */
  public static Claim on(String namespace, HttpUrl url) {
    return new Claim(namespace, url.host() + ":" + url.port());
  }
}
