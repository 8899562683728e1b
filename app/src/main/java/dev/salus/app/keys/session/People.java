package dev.salus.app.keys.session;

import dev.salus.app.connection.Sharings;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.protocol.Ids;
import dev.salus.sdk.error.ClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whom a person means, and what they call each other. */
public record People(KeySession.Opened keys) {

  /** How an argument says who is meant, of everybody. */
  public static final String ANYBODY =
      "the number from 'salus keys people', a name that you gave ('salus keys name'), the name that"
          + " the server lists or a word of it, the text of their QR code, or the id";

  /** How an argument says who is meant, where a number is one of a list of the command's own. */
  public static final String WHO =
      "a name that you gave ('salus keys name'), the name that the server lists or a word of it, the"
          + " text of their QR code, or the id";

  private static final Pattern QR_CODE = Pattern.compile("salus:v1:([^:]*):[^:]*");
  private static final String NUMBER = "\\d{1,6}";
  private static final String DIGITS = "[\\d -]{7,}";

  /** So many who are called the same can be looked through. */
  private static final int MOST_LISTED = 20;

  /**
   * The id of the one who is meant; {@link CommandFailure} if that is nobody. Of several, a person
   * is asked which, and a script fails.
   */
  public String find(String typed) throws Exception {
    return find(typed, typed.strip().matches(NUMBER) ? known() : List.of());
  }

  /**
   * {@link #find(String)} where a number is one of a list, too.
   *
   * @param listed ids, of which the first is number 1
   */
  public String find(String typed, List<String> listed) throws Exception {
    String text = typed.strip();
    Matcher code = QR_CODE.matcher(text);
    if (code.matches() && Ids.isUuid(code.group(1))) {
      return code.group(1);
    }
    if (Ids.isUuid(text)) {
      return text;
    }
    if (text.matches(NUMBER)) {
      return numbered(Integer.parseInt(text), listed);
    }
    if (text.matches(DIGITS)) {
      throw CommandFailure.mistyped("that is a fingerprint, or a part of one; first say who it is");
    }
    List<String> called = SaidName.of(text).best(names().all(keys), keys.owner());
    List<String> near = called.stream().filter(listed::contains).toList();
    return one(near.isEmpty() ? called : near, text);
  }

  /**
   * Those who have names, by name, and then those with whom the person shares, by id: the numbers
   * of {@code salus keys people}. Whom the person shares with is the server's word.
   */
  public List<String> known() throws TimeoutException {
    Stream<String> named =
        given().entrySet().stream()
            .filter(entry -> Ids.isUuid(entry.getKey()) && !entry.getKey().equals(keys.owner()))
            .sorted(Map.Entry.comparingByValue(String.CASE_INSENSITIVE_ORDER))
            .map(Map.Entry::getKey);
    Stream<String> sharing =
        keys.get(keys.sharings().all()).stream()
            .map(Sharings.Sharing::counterpart)
            .filter(id -> Ids.isUuid(id) && !id.equals(keys.owner()))
            .sorted();
    return Stream.concat(named, sharing).distinct().toList();
  }

  /**
   * The ids of several who are meant, each by a word or, if it is a whole name, by some.
   *
   * @param words as a shell took them apart
   */
  public List<String> findAll(List<String> words) throws Exception {
    List<String> found = new ArrayList<>();
    int from = 0;
    while (from < words.size()) {
      int to = words.size();
      while (to > from + 1 && !isWhole(String.join(" ", words.subList(from, to)))) {
        to--;
      }
      found.add(find(String.join(" ", words.subList(from, to))));
      from = to;
    }
    return found;
  }

  private boolean isWhole(String text) throws TimeoutException {
    String said = SaidName.of(text).text();
    return names().all(keys).stream()
        .anyMatch(named -> SaidName.of(named.name()).text().equals(said));
  }

  private PersonNames names() {
    return keys.session().names();
  }

  /** The id of the one who is meant; asks if nobody was named. */
  public String findOrAsk(String typed) throws Exception {
    return typed.isEmpty() ? ask(known()) : find(typed);
  }

  /** Asks who of these is meant, or of everybody; they are listed with numbers. */
  public String ask(List<String> known) throws Exception {
    list(known);
    return keys.dialogue()
        .tries(
            () ->
                find(
                    keys.dialogue()
                        .answer(
                            known.isEmpty() ? "Who (a name or an id)" : "Who (number, name or id)"),
                    known));
  }

  private void list(List<String> ids) throws TimeoutException {
    for (int number = 1; number <= ids.size(); number++) {
      keys.dialogue().explain("  " + number + "  " + describeWithId(ids.get(number - 1)));
    }
  }

  private static String numbered(int number, List<String> listed) {
    if (number < 1 || number > listed.size()) {
      throw CommandFailure.mistyped(
          listed.isEmpty()
              ? "nobody has a number yet; say " + WHO
              : "there is no number " + number + " in the list");
    }
    return listed.get(number - 1);
  }

  private String one(List<String> ids, String text) throws Exception {
    if (ids.isEmpty()) {
      throw CommandFailure.mistyped(
          "nobody is called '" + text + "', nor has that as a word of their name; say " + WHO);
    }
    if (ids.size() == 1) {
      return ids.get(0);
    }
    if (ids.size() > MOST_LISTED) {
      throw CommandFailure.mistyped(
          ids.size() + " people are called '" + text + "'; say more of the name, or the id");
    }
    if (!keys.dialogue().isPerson()) {
      List<String> all = new ArrayList<>();
      for (String id : ids) {
        all.add(describeWithId(id));
      }
      throw new CommandFailure(
          "more than one is called '" + text + "', so say the id: " + String.join(", ", all));
    }
    keys.dialogue().explain("More than one is called '" + text + "':");
    list(ids);
    return keys.dialogue()
        .tries(() -> chosen(keys.dialogue().answer("Which of them (number)"), ids));
  }

  private static String chosen(String typed, List<String> ids) {
    if (!typed.matches(NUMBER)) {
      throw CommandFailure.mistyped("that is no number of the list");
    }
    return numbered(Integer.parseInt(typed), ids);
  }

  /**
   * What somebody is called. A name that the server says is marked as such; the id stands behind it
   * only if others are called the same.
   */
  public String describe(String id) throws TimeoutException {
    String name = name(id);
    if (name.isEmpty() || PersonNames.isShared(name, id, names().all(keys))) {
      return describeWithId(id);
    }
    return given().containsKey(id) ? name : saidByServer(name);
  }

  /**
   * What somebody is called, or the id: for a sentence that is marked as the server's word as a
   * whole.
   */
  String called(String id) throws TimeoutException {
    String name = name(id);
    return name.isEmpty() ? id : given().containsKey(id) ? name : "'" + Words.foreign(name) + "'";
  }

  /** {@link #describe} with the id in any case, as in lists. */
  public String describeWithId(String id) throws TimeoutException {
    String name = name(id);
    if (name.isEmpty()) {
      return id;
    }
    return (given().containsKey(id) ? name : saidByServer(name)) + " (" + id + ")";
  }

  /** The mark is before the name: what comes behind could be of it. */
  private static String saidByServer(String name) {
    return "one whom the server calls '" + Words.called(name) + "'";
  }

  private String name(String id) throws TimeoutException {
    String own = given().get(id);
    return own == null ? names().byServer(keys, id) : own;
  }

  /** How this person says somebody to a command. */
  public String typed(String id) throws TimeoutException {
    return PersonNames.typed(name(id), id, names().all(keys));
  }

  /** How others say this person to a command of theirs. */
  public String typedByOthers() throws TimeoutException {
    return PersonNames.typed(
        names().byServer(keys, keys.owner()), keys.owner(), names().listed(keys));
  }

  /** {@link #describe}, or the id if the server is away. */
  String describeIfReached(String id) {
    try {
      return describe(id);
    } catch (TimeoutException | ClientException away) {
      return id;
    }
  }

  /** What others call this person, as the server lists it; empty if it lists no name. */
  public String ownName() throws TimeoutException {
    return Words.called(names().byServer(keys, keys.owner()));
  }

  /** The names that the person has given, by id. */
  public Map<String, String> given() {
    return keys.salus().dataOwnerApi().getGivenNames();
  }
}
