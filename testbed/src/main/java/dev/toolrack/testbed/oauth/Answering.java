package dev.toolrack.testbed.oauth;

import dev.toolrack.testbed.TestbedException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;

/** Whether a server that was started answers already. */
final class Answering {
  private static final int PATIENCE_MILLIS = 2_000;

  private Answering() {}

  /** Whether there is a 200 at this address now. */
  static boolean at(URI url) {
    try {
      var connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (MalformedURLException e) {
      throw new TestbedException(url + " is no address.", e);
    } catch (IOException e) {
      return false;
    }
  }
}
