package dev.salus.app.keys.status;

import dev.salus.app.connection.OwnerOnlyFile;
import dev.salus.app.keys.session.ClosedSharings;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.recovery.AccessBackRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * What others gave back and was taken on this machine, so that nobody is told to take it for ever.
 * It is a reminder only: a file beside the key file, with the ids of the requests, one in a line.
 */
public final class TakenBack {

  private TakenBack() {}

  /** Remembers it of what somebody had given back before it was taken. */
  public static void remember(KeySession.Opened keys, Collection<AccessBackRequest> requests) {
    change(
        keys,
        requests.stream().filter(AccessBackRequest::done).toList(),
        (ids, which) -> ids.addAll(which));
  }

  /** Forgets it of those who are asked anew, which makes the same request once more. */
  public static void forget(KeySession.Opened keys, Collection<AccessBackRequest> requests) {
    change(
        keys,
        requests.stream().filter(request -> !request.done()).toList(),
        (ids, which) -> ids.removeAll(which));
  }

  /** The ids of those requests. */
  static Set<String> ids(KeySession.Opened keys) {
    try {
      return Files.readString(file(keys), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toSet());
    } catch (IOException none) {
      return Set.of();
    }
  }

  /** Tells of the sharings with somebody that stay closed after all was taken; nothing of none. */
  public static void tellOfRest(KeySession.Opened keys, String person) throws TimeoutException {
    long closed = ClosedSharings.counterparts(keys).getOrDefault(person, 0L);
    if (closed > 0) {
      tellOfRest(keys, person, closed);
    }
  }

  static void tellOfRest(KeySession.Opened keys, String person, long closed)
      throws TimeoutException {
    keys.say(
        Words.count(closed, "sharing", "sharings")
            + " with "
            + keys.people().describe(person)
            + (closed == 1 ? " stays" : " stay")
            + " closed: as the server says they have given back all that their machine opens, and you"
            + " have taken that. It does not open what you made with a key that they had not compared."
            + " If another machine of theirs does, ask once more ('salus keys ask-back "
            + keys.people().typed(person)
            + "'), and have them give it back there.");
  }

  private interface Change {
    void apply(Set<String> ids, Set<String> which);
  }

  private static void change(
      KeySession.Opened keys, List<AccessBackRequest> requests, Change change) {
    Set<String> before = ids(keys);
    Set<String> after = new LinkedHashSet<>(before);
    change.apply(after, requests.stream().map(AccessBackRequest::id).collect(Collectors.toSet()));
    if (after.equals(before)) {
      return;
    }
    try {
      OwnerOnlyFile.replace(file(keys), String.join("\n", after).getBytes(StandardCharsets.UTF_8));
    } catch (IOException full) {
      // to take it once more changes nothing
    }
  }

  private static Path file(KeySession.Opened keys) {
    return keys.connection().keyDirectory().resolve(keys.owner() + ".taken");
  }
}
