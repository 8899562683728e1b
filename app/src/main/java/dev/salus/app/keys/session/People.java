package dev.salus.app.keys.session;

import dev.salus.api.SalusException;
import dev.salus.app.connection.Sharings;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.protocol.Ids;
import dev.salus.sdk.model.DataOwner;
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
      "the number from 'salus keys people', a name that you gave ('salus keys name'), the text of"
          + " their QR code, the name that the server lists, or the id";

  /** How an argument says who is meant, where a number is one of a list of the command's own. */
  public static final String WHO =
      "a name that you gave ('salus keys name'), the text of their QR code, the name that the server"
          + " lists, or the id";

  private static final Pattern QR_CODE = Pattern.compile("salus:v1:([^:]*):[^:]*");
  private static final String NUMBER = "\\d{1,6}";
  private static final int SOME = 2;

  /** The id of the one who is meant; {@link CommandFailure} if that is nobody, or several. */
  public String find(String typed) throws TimeoutException {
    return find(typed, typed.strip().matches(NUMBER) ? known() : List.of());
  }

  /**
   * {@link #find(String)} where a number is one of a list, too.
   *
   * @param listed ids, of which the first is number 1
   */
  public String find(String typed, List<String> listed) throws TimeoutException {
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
    List<String> named =
        given().entrySet().stream()
            .filter(entry -> entry.getValue().equalsIgnoreCase(text) && Ids.isUuid(entry.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    return one(named.isEmpty() ? listedByServer(text) : named, text);
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
    for (int number = 1; number <= known.size(); number++) {
      keys.dialogue().explain("  " + number + "  " + describe(known.get(number - 1)));
    }
    return keys.dialogue()
        .tries(
            () ->
                find(
                    keys.dialogue()
                        .answer(
                            known.isEmpty() ? "Who (a name or an id)" : "Who (number, name or id)"),
                    known));
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

  private List<String> listedByServer(String name) throws TimeoutException {
    return Stream.concat(
            keys
                .get(keys.salus().dataOwnerApi().findDataOwners(DataOwner.Type.HCP, name, SOME))
                .stream(),
            keys
                .get(keys.salus().dataOwnerApi().findDataOwners(DataOwner.Type.DEVICE, name, SOME))
                .stream())
        .filter(owner -> name.equalsIgnoreCase(owner.name()))
        .map(DataOwner::id)
        .toList();
  }

  private static String one(List<String> ids, String text) {
    if (ids.size() == 1) {
      return ids.get(0);
    }
    throw CommandFailure.mistyped(
        (ids.isEmpty() ? "nobody is called '" : "more than one is called '")
            + text
            + "'; say "
            + WHO);
  }

  /** What somebody is called, and the id. A name that the server says is marked as such. */
  public String describe(String id) throws TimeoutException {
    String own = given().get(id);
    if (own != null) {
      return own + " (" + id + ")";
    }
    String name = nameByServer(id);
    return name.isEmpty() ? id : id + " (the server calls them '" + name + "')";
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
