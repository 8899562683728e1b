package dev.salus.app.keys.session;

/** Numbers of things. */
public final class Words {

  private Words() {}

  /** How many there are of a thing, in the one word or the other. */
  public static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
