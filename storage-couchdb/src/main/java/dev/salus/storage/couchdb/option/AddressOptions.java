package dev.salus.storage.couchdb.option;

import dev.salus.storage.support.OptionReader;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads where CouchDB is, and as whom to ask it. */
record AddressOptions(OptionReader options) {

  CouchDbAddress url(String name) {
    if (!(options.value(name) instanceof String text)) {
      throw options.unusable(name, "is missing; it is http://host:port or https://host:port");
    }
    try {
      return CouchDbAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw options.unusable(name, String.valueOf(wrong.getMessage()));
    }
  }

  Optional<Credentials> credentials(
      String userName, String passwordName, UnaryOperator<String> environment, String variable) {
    Object user = options.value(userName);
    Object password = options.value(passwordName);
    if (user == null && password == null) {
      return Optional.empty();
    }
    if (!(user instanceof String name) || name.isEmpty() || name.contains(":")) {
      throw options.unusable(userName, "is missing or holds a colon");
    }
    Object secret = password == null ? environment.apply(variable) : password;
    if (!(secret instanceof String text)) {
      throw options.unusable(passwordName, "is missing, also from the environment as " + variable);
    }
    return Optional.of(new Credentials(name, text));
  }
}
