package dev.salus.core.identity.password;

/**
 * In whose turn a password is hashed.
 *
 * @param known whether it is somebody whom the server knows, who does not wait behind strangers
 * @param place where the work comes from: a network, a device or a user
 * @param login for which login
 */
public record HashingTurn(boolean known, String place, String login) {

  /** Of a stranger in this network. */
  public static HashingTurn of(String network, String login) {
    return new HashingTurn(false, network, login);
  }

  /** Of a device on which the login worked before. */
  public static HashingTurn ofKnownDevice(String device, String login) {
    return new HashingTurn(true, device, login);
  }

  /** Of a user who is logged in. */
  public static HashingTurn ofUser(String user) {
    return new HashingTurn(true, user, user);
  }

  /** Of the host itself, as it starts. */
  public static HashingTurn ofHost() {
    return new HashingTurn(true, "", "");
  }
}
