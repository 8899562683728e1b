package dev.salus.storage.couchdb.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.storage.StoreOptionException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CouchDbOptionsTest {

  private static final String SECRET = "correct horse";

  private static JsonObject minimal() {
    return new JsonObject().put("url", "http://127.0.0.1:5984");
  }

  private static CouchDbOptions read(JsonObject json) {
    return CouchDbOptions.read(json, Map.<String, String>of()::get);
  }

  @Test
  void defaults_areSafe() {
    CouchDbOptions options = read(minimal());

    assertThat(options.create()).isFalse();
    assertThat(options.credentials()).isEmpty();
    assertThat(options.database("patients")).isEqualTo("salus-patients");
    assertThat(options.limits().maxDocumentBytes()).isLessThan(8_000_000);
  }

  @Test
  void unknownOptions_areRefusedByName() {
    assertThatThrownBy(() -> read(minimal().put("crate", true).put("Prefix", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Prefix, crate")
        .hasMessageContaining("it has allowPublicDatabases, connectTimeoutMs, create,");
  }

  @Test
  void unusableValues_areRefusedByNameWithoutTheValue() {
    List<JsonObject> unusable =
        List.of(
            new JsonObject().put("url", SECRET),
            new JsonObject().put("url", 1),
            new JsonObject().put("url", "ftp://" + SECRET.replace(" ", "")),
            new JsonObject().put("url", "http://user:" + SECRET.replace(" ", "") + "@host"),
            new JsonObject().put("url", "http://host/?" + SECRET.replace(" ", "")),
            new JsonObject().put("prefix", SECRET),
            new JsonObject().put("prefix", "_x"),
            new JsonObject().put("prefix", "a/b"),
            new JsonObject().put("create", SECRET),
            new JsonObject().put("poolSize", 0),
            new JsonObject().put("poolSize", SECRET),
            new JsonObject().put("requestTimeoutMs", 1.5),
            new JsonObject().put("user", "a:b").put("password", SECRET),
            new JsonObject().put("user", "").put("password", SECRET),
            new JsonObject().put("password", SECRET));

    for (JsonObject bad : unusable) {
      assertThatThrownBy(() -> read(minimal().mergeIn(bad)))
          .as(bad.encode())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageFindingMatch("option (url|prefix|create|poolSize|requestTimeoutMs|user) ")
          .hasMessageNotContainingAny("correct");
    }
  }

  @Test
  void hosts_mayHaveUnderscoresAndLettersOfEveryLanguage() {
    Map<String, String> addresses =
        Map.of(
            "http://couch_db:5984", "http://couch_db:5984",
            "http://couch_db", "http://couch_db:80",
            "https://klinik-münchen.example/db/", "https://xn--klinik-mnchen-3ob.example:443/db",
            "http://[::1]:5984", "http://[::1]:5984");

    addresses.forEach(
        (written, read) ->
            assertThat(read(minimal().put("url", written)).address()).isEqualTo(read));
  }

  @Test
  void urlsThatAreNone_areRefusedSayingWhy() {
    Map<String, String> addresses =
        Map.of(
            "http://user:pw@host:5984", "belong in user and password",
            "http://host:5984/?x=1", "no '?'",
            "http://host:99999", "none of 1 to 65535",
            "http://host:x", "none of 1 to 65535",
            "http://ho%20st", "no host name",
            "http://straße.example", "xn--");

    addresses.forEach(
        (written, why) ->
            assertThatThrownBy(() -> read(minimal().put("url", written)))
                .as(written)
                .hasMessageContaining("option url ")
                .hasMessageContaining(why));
  }

  @Test
  void missingUrl_isRefused() {
    assertThatThrownBy(() -> read(new JsonObject())).hasMessageContaining("option url is missing");
  }

  @Test
  void numbersAndFlags_mayBeText() {
    CouchDbOptions options =
        read(
            minimal()
                .put("create", "true")
                .put("poolSize", "32")
                .put("indexBuildTimeoutMs", "7200000"));

    assertThat(options.create()).isTrue();
    assertThat(options.limits().poolSize()).isEqualTo(32);
    assertThat(options.limits().indexBuildTimeoutMs()).isEqualTo(7_200_000);
    assertThat(read(minimal().put("create", "false")).create()).isFalse();
  }

  @Test
  void textThatIsNoNumberOrFlag_isRefusedWithTheFormThatIsWanted() {
    for (String text : List.of("", "many", "1.5", "1e3", "-2", "+2", " 2", "0x10", "9999999999")) {
      assertThatThrownBy(() -> read(minimal().put("poolSize", text)))
          .as(text)
          .isInstanceOf(StoreOptionException.class)
          .hasMessageEndingWith("option poolSize is not an integer of 2 to 1024");
    }
    for (String text : List.of("", "yes", "True", "1")) {
      assertThatThrownBy(() -> read(minimal().put("create", text)))
          .as(text)
          .isInstanceOfSatisfying(
              StoreOptionException.class,
              unusable -> {
                assertThat(unusable.option()).isEqualTo("create");
                assertThat(unusable.why()).isEqualTo("is not true or false");
              });
    }
  }

  @Test
  void password_comesFromTheEnvironmentIfNotFromTheOptions() {
    Map<String, String> environment = Map.of("SALUS_COUCHDB_PASSWORD", SECRET);
    JsonObject user = minimal().put("user", "salus");

    assertThat(CouchDbOptions.read(user, environment::get).credentials())
        .contains(new Credentials("salus", SECRET));
    assertThat(
            CouchDbOptions.read(user.copy().put("password", "x"), environment::get).credentials())
        .contains(new Credentials("salus", "x"));
    assertThatThrownBy(() -> read(user))
        .hasMessageContaining("password")
        .hasMessageContaining("SALUS_COUCHDB_PASSWORD");
  }

  @Test
  void password_isNeverShown() {
    CouchDbOptions options = read(minimal().put("user", "salus").put("password", SECRET));

    assertThat(options.toString()).doesNotContain(SECRET).contains("REDACTED");
  }

  @Test
  void basicAuthorization_isThatOfTheRfc() {
    assertThat(new Credentials("Aladdin", "open sesame").basicAuthorization())
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }
}
