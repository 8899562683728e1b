package dev.salus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.app.keys.KeysServer;
import dev.salus.app.keys.Machine;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.account.User;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the README is this code, which runs. */
final class ReadmeExampleTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path THIS =
      Path.of("src/test/java/dev/salus/app/docs/ReadmeExampleTest.java");

  @TempDir private Path directory;

  static Future<User> example(
      Vertx vertx,
      PersonAtHand person,
      Path directory,
      char[] passphrase,
      String address,
      String login,
      String password,
      String colleagueId) {
    // README begins
    KeyStore keys = FileKeyStore.in(vertx, directory, passphrase, new SecureRandom());
    FirstUse first =
        situation ->
            person
                .confirms("Make the first keys of " + situation.dataOwner() + "?")
                .map(yes -> new FirstUse.Choice.MakeKeys());
    Transport http = new HttpTransport(vertx, URI.create(address), login, password);
    return Salus.connect(vertx, SalusOptions.of(http).withKeyStore(keys, first))
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

  @Test
  void theReadmesExampleSharesWithTheColleague() throws Exception {
    try (KeysServer server = new KeysServer()) {
      Machine person = server.person(directory);
      Machine colleague = server.person(directory);
      KeysExampleTest.connect(
              server.vertx(),
              new InMemoryKeyStore(),
              server.transport(colleague.login(), colleague.password()),
              question -> Future.succeededFuture(),
              FirstUse.REFUSED)
          .await(180, TimeUnit.SECONDS);

      User user =
          example(
                  server.vertx(),
                  question -> Future.succeededFuture(),
                  directory.resolve("keys"),
                  "correct horse battery staple".toCharArray(),
                  server.address().toString(),
                  person.login(),
                  person.password(),
                  colleague.owner())
              .await(180, TimeUnit.SECONDS);

      assertThat(user.sharingDataWith()).containsValue(List.of(colleague.owner()));
    }
  }

  @Test
  void nothingIsMadeUnlessThePersonSaysSo() throws Exception {
    try (KeysServer server = new KeysServer()) {
      Machine person = server.person(directory);
      List<String> questions = new ArrayList<>();
      IllegalStateException no = new IllegalStateException("no");

      Future<User> refused =
          example(
              server.vertx(),
              question -> {
                questions.add(question);
                return Future.failedFuture(no);
              },
              directory.resolve("keys"),
              "correct horse battery staple".toCharArray(),
              server.address().toString(),
              person.login(),
              person.password(),
              person.owner());

      assertThatThrownBy(() -> refused.await(180, TimeUnit.SECONDS)).isSameAs(no);
      assertThat(questions).containsExactly("Make the first keys of " + person.owner() + "?");
      assertThat(directory.resolve("keys").resolve(person.owner() + ".keys")).doesNotExist();
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
