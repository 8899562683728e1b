package dev.salus.storage.support;

import dev.salus.storage.Document;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a call may be given at most, by {@link dev.salus.storage.DocumentStore}. */
public final class CallLimits {

  /** The most documents, ids or changes of one call. */
  public static final int MOST_AT_ONCE = 1_000;

  private CallLimits() {}

  /**
   * A copy.
   *
   * @throws IllegalArgumentException if there are too many
   * @throws NullPointerException if one is null
   */
  public static <T> List<T> atMostAllowed(List<T> wanted) {
    if (wanted.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException("at most " + MOST_AT_ONCE + " at once");
    }
    return List.copyOf(wanted);
  }

  /**
   * The same documents.
   *
   * @throws IllegalArgumentException if two have one id
   */
  public static List<Document> eachIdOnce(List<Document> documents) {
    Set<String> seen = new HashSet<>();
    for (Document document : documents) {
      if (!seen.add(document.id())) {
        throw new IllegalArgumentException("a document twice");
      }
    }
    return documents;
  }

  /**
   * The same limit.
   *
   * @throws IllegalArgumentException if it is not 1 to {@link #MOST_AT_ONCE}
   */
  public static int changes(int limit) {
    if (limit < 1 || limit > MOST_AT_ONCE) {
      throw new IllegalArgumentException("a limit is 1 to " + MOST_AT_ONCE);
    }
    return limit;
  }
}
