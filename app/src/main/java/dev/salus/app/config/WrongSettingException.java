package dev.salus.app.config;

/** A setting that is unknown or cannot be used; the message names it, and never a secret. */
public final class WrongSettingException extends IllegalArgumentException {

  /**
   * @param message what is wrong, and what would be right, for a person
   */
  public WrongSettingException(String message) {
    super(message);
  }
}
