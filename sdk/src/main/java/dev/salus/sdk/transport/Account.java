package dev.salus.sdk.transport;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Who is connected to what, in the client's own words: nothing of it is what a server answered. Two
 * are the same if the server cannot tell the logins apart, which it compares without regard to
 * case.
 *
 * @param server the gateway's address, without user, password and query
 * @param login the user's login, folded
 */
public record Account(String server, String login) {

  /** Folds the login. */
  public Account {
    login = folded(login);
  }

  private static String folded(String login) {
    String text = Normalizer.normalize(login, Normalizer.Form.NFC);
    String folded = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }
}
