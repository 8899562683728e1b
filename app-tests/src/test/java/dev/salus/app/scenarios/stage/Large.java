package dev.salus.app.scenarios.stage;

/** Whether tests take their large form, which {@code mvn -B -ntp -Plarge verify} asks for. */
public final class Large {

  private static final String PROPERTY = "salus.large";

  private Large() {}

  /** False in the usual build. */
  public static boolean isAsked() {
    return Boolean.getBoolean(PROPERTY);
  }

  /** One of two forms of the same test: how often, how many, how big. */
  public static <T> T form(T usual, T large) {
    return isAsked() ? large : usual;
  }
}
