package dev.salus.app.keys.session;

import dev.salus.api.SalusException;
import dev.salus.app.connection.Sharings;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.protocol.Ids;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.model.DataOwner;
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
    List<String> called = SaidName.of(text).best(names(), keys.owner());
    List<String> near = called.stream().filter(listed::contains).toList();
    return one(near.isEmpty() ? called : near, text);
  }

  /** What everybody is called: by the person, or by the server. */
  private List<SaidName.Named> names() throws TimeoutException {
    Stream<SaidName.Named> given =
        given().entrySet().stream()
            .filter(entry -> Ids.isUuid(entry.getKey()))
            .map(entry -> new SaidName.Named(entry.getKey(), entry.getValue(), true));
    Stream<SaidName.Named> listed =
        Stream.concat(all(DataOwner.Type.HCP), all(DataOwner.Type.DEVICE))
            .filter(owner -> owner.name() != null)
            .map(owner -> new SaidName.Named(owner.id(), String.valueOf(owner.name()), false));
    return Stream.concat(given, listed).toList();
  }

  private Stream<DataOwner> all(DataOwner.Type type) throws TimeoutException {
    return keys.get(keys.salus().dataOwnerApi().getDataOwners(type)).stream();
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

  /** Asks who is meant; those who are known are listed with numbers. */
  public String ask() throws Exception {
    List<String> known = known();
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
      keys.dialogue().explain("  " + number + "  " + describe(ids.get(number - 1)));
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
        all.add(describe(id));
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

  /** What somebody is called, before the id. A name that the server says is marked as such. */
  public String describe(String id) throws TimeoutException {
    String own = given().get(id);
    if (own != null) {
      return own + " (" + id + ")";
    }
    String name = nameByServer(id);
    return name.isEmpty() ? id : "'" + Words.foreign(name) + "', as the server says (" + id + ")";
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
    return Words.foreign(nameByServer(keys.owner()));
  }

  /** What others type to say this person, in words. */
  public String yourName() throws TimeoutException {
    String name = ownName();
    return name.isEmpty() ? "your id, " + keys.owner() : "your name, " + name;
  }

  private String nameByServer(String id) throws TimeoutException {
    try {
      String name = keys.get(keys.salus().dataOwnerApi().getDataOwner(id)).name();
      return name == null ? "" : name;
    } catch (SalusException none) {
      return "";
    }
  }

  /** The names that the person has given, by id. */
  public Map<String, String> given() {
    return keys.salus().dataOwnerApi().getGivenNames();
  }
}
