package dev.salus.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.User;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example in the README is this code, so it compiles. */
final class ReadmeExampleTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path THIS = Path.of("src/test/java/dev/salus/docs/ReadmeExampleTest.java");

  static Future<User> example(
      Vertx vertx,
      String address,
      String login,
      String password,
      String dataOwnerId,
      String colleagueId) {
    // README begins
    KeyRing keys = KeyRing.generate(dataOwnerId, Clock.systemUTC(), new SecureRandom());
    Transport http = new HttpTransport(vertx, URI.create(address), login, password);
    return Salus.connect(vertx, SalusOptions.of(http).withKeyRing(keys))
        .compose(
            salus ->
                salus
                    .patientApi()
                    .createOrModifyPatient(
                        Patient.builder().firstName("John").lastName("Snow").build())
                    .compose(john -> salus.patientApi().giveAccessTo(john, colleagueId))
                    .compose(john -> salus.userApi().shareAllFutureDataWith(List.of(colleagueId))));
    // README ends
  }

  @Test
  void theReadmeShowsThisCode() throws IOException {
    String source = Files.readString(THIS);
    String example =
        source.substring(
            source.indexOf("// README begins") + "// README begins".length(),
            source.indexOf("// README ends"));
    String readme = Files.readString(README);
    String shown =
        readme.substring(readme.indexOf("```java") + "```java".length(), readme.indexOf("```\n\n"));

    assertThat(squeezed(shown)).isEqualTo(squeezed(example));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
