package dev.salus.storage.couchdb.option;

import dev.salus.storage.StoreOptionException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads options by name and type; refuses with the name, and never the value, in the message. */
final class OptionReader {

  /** No sign: no option takes a negative number. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");

  private final JsonObject json;
  private final Set<String> known = new HashSet<>();

  OptionReader(JsonObject json) {
    this.json = json;
  }

  String text(String name, String byDefault, String pattern) {
    Object value = value(name);
    if (value == null) {
      return byDefault;
    }
    if (value instanceof String text && text.matches(pattern)) {
      return text;
    }
    throw unusable(name, "does not match " + pattern);
  }

  boolean flag(String name, boolean byDefault) {
    Object value = value(name);
    if (value == null) {
      return byDefault;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    throw unusable(name, "is not true or false");
  }

  int number(String name, int byDefault, int least, int most) {
    Object value = value(name);
    if (value == null) {
      return byDefault;
    }
    Long number = integer(value);
    if (number != null && number >= least && number <= most) {
      return number.intValue();
    }
    throw unusable(name, "is not an integer of " + least + " to " + most);
  }

  /** A number as it is, or as the text that a command line has; null if it is neither. */
  private static @Nullable Long integer(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    return value instanceof String text && DIGITS.matcher(text).matches()
        ? Long.valueOf(text)
        : null;
  }

  URI url(String name) {
    if (!(value(name) instanceof String text)) {
      throw unusable(name, "is missing; it is http://host:port or https://host:port");
    }
    URI url = parse(name, text);
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
      throw unusable(name, "is not http://host:port or https://host:port");
    }
    if (url.getRawUserInfo() != null) {
      throw unusable(name, "holds credentials, which belong in user and password");
    }
    return url;
  }

  private static URI parse(String name, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException notAUrl) {
      throw unusable(name, "is not a URL; it is http://host:port or https://host:port");
    }
  }

  Optional<Credentials> credentials(
      String userName, String passwordName, UnaryOperator<String> environment, String variable) {
    Object user = value(userName);
    Object password = value(passwordName);
    if (user == null && password == null) {
      return Optional.empty();
    }
    if (!(user instanceof String name) || name.isEmpty() || name.contains(":")) {
      throw unusable(userName, "is missing or holds a colon");
    }
    Object secret = password == null ? environment.apply(variable) : password;
    if (!(secret instanceof String text)) {
      throw unusable(passwordName, "is missing, also from the environment as " + variable);
    }
    return Optional.of(new Credentials(name, text));
  }

  /** Refuses every option that was never asked for. */
  void refuseOthers() {
    Set<String> others = new TreeSet<>(json.fieldNames());
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "the couchdb store has no option named "
              + String.join(", ", others)
              + "; it has "
              + String.join(", ", new TreeSet<>(known)));
    }
  }

  private @Nullable Object value(String name) {
    known.add(name);
    return json.getValue(name);
  }

  private static StoreOptionException unusable(String name, String why) {
    return new StoreOptionException(CouchDbOptions.STORE, name, why);
  }
}
