package dev.salus.app.keys.session;

import dev.salus.api.SalusException;
import dev.salus.app.keys.session.SaidName.Named;
import dev.salus.protocol.Ids;
import dev.salus.sdk.model.DataOwner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people are called: by the person, and by the server, which is asked once in a run. */
final class PersonNames {

  /** Nothing that a shell acts on between double quotes, and no number. */
  private static final Pattern TYPEABLE = Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N} .,\u2019-]*");

  private static final Pattern ONE_WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}-]+");

  private @Nullable List<Named> listed;

  /** What everybody is called, if they have a name. */
  List<Named> all(KeySession.Opened keys) throws TimeoutException {
    return Stream.concat(given(keys), listed(keys).stream()).toList();
  }

  private static Stream<Named> given(KeySession.Opened keys) {
    Map<String, String> given = keys.salus().dataOwnerApi().getGivenNames();
    return given.entrySet().stream()
        .filter(entry -> Ids.isUuid(entry.getKey()))
        .map(entry -> new Named(entry.getKey(), entry.getValue(), true));
  }

  /** What the server lists. Patients are in no list. */
  List<Named> listed(KeySession.Opened keys) throws TimeoutException {
    if (listed == null) {
      listed =
          Stream.concat(list(keys, DataOwner.Type.HCP), list(keys, DataOwner.Type.DEVICE))
              .filter(owner -> owner.name() != null)
              .map(owner -> new Named(owner.id(), String.valueOf(owner.name()), false))
              .toList();
    }
    return listed;
  }

  private static Stream<DataOwner> list(KeySession.Opened keys, DataOwner.Type type)
      throws TimeoutException {
    return keys.get(keys.salus().dataOwnerApi().getDataOwners(type)).stream();
  }

  /** What the server calls somebody; empty if it has no name for them. */
  String byServer(KeySession.Opened keys, String id) throws TimeoutException {
    if (listed != null) {
      for (Named named : listed) {
        if (named.id().equals(id)) {
          return named.name();
        }
      }
    }
    try {
      String name = keys.get(keys.salus().dataOwnerApi().getDataOwner(id)).name();
      return name == null ? "" : name;
    } catch (SalusException none) {
      return "";
    }
  }

  /** Whether somebody else is called the same, or in the same words, whatever the case. */
  static boolean isShared(String name, String id, List<Named> all) {
    SaidName said = SaidName.of(name);
    return all.stream()
        .filter(named -> !named.id().equals(id))
        .map(named -> SaidName.of(named.name()))
        .anyMatch(
            other ->
                other.text().equals(said.text())
                    || (!said.words().isEmpty() && other.words().equals(said.words())));
  }

  /**
   * How somebody is said to a command: by this name, in quotes if it has several words, or by the
   * id, if the name could mean something else.
   */
  static String typed(String name, String id, List<Named> all) {
    String shown = Words.foreign(name).strip();
    if (shown.length() > Words.LONGEST_NAME
        || !TYPEABLE.matcher(shown).matches()
        || Ids.isUuid(shown)
        || isShared(name, id, all)) {
      return id;
    }
    return ONE_WORD.matcher(shown).matches() ? shown : '"' + shown + '"';
  }
}
