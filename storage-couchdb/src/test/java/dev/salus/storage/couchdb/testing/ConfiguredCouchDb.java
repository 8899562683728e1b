package dev.salus.storage.couchdb.testing;

import java.net.URI;
import java.util.function.UnaryOperator;

/** The server that an environment variable names, as {@code http://user:password@host:port}. */
final class ConfiguredCouchDb implements CouchDbSource {

  private static final String VARIABLE = "SALUS_TEST_COUCHDB_URL";

  private final UnaryOperator<String> environment;

  ConfiguredCouchDb(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "the one in " + VARIABLE;
  }

  @Override
  public CouchDbServer start() throws NotHere {
    String value = environment.apply(VARIABLE);
    if (value == null || value.isBlank()) {
      throw new NotHere("not set");
    }
    URI url = URI.create(value);
    String userInfo = url.getUserInfo() == null ? "" : url.getUserInfo();
    int colon = userInfo.indexOf(':');
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return new CouchDbServer(
        url.getScheme() + "://" + url.getHost() + port + url.getRawPath(),
        colon < 0 ? userInfo : userInfo.substring(0, colon),
        colon < 0 ? "" : userInfo.substring(colon + 1),
        true);
  }
}
