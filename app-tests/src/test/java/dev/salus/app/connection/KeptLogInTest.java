package dev.salus.app.connection;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a log-in that is kept. */
class KeptLogInTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @BeforeEach
  void keep() {
    await(KeptLogIn.of(vertx, to("https://salus.example", "anna"), at(NOW), QUARTER).keep("first"));
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  private Connection to(String server, String login) {
    return new Connection(URI.create(server), login, directory.resolve("keys"));
  }

  private Optional<KeptLogIn> find(Instant time) {
    return KeptLogIn.find(vertx, to("https://salus.example", "anna"), at(time));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
      return files.toList();
    }
  }

  @Test
  void theNextTokenTakesThePlaceOfTheOneBeforeAndTheEndStays() throws Exception {
    await(find(NOW.plusSeconds(600)).orElseThrow().keep("second"));

    KeptLogIn found = find(NOW.plusSeconds(899)).orElseThrow();
    assertThat(found.refreshToken()).contains("second");
    assertThat(found.end()).isEqualTo(NOW.plus(QUARTER));
    assertThat(files()).hasSize(1);
    assertThat(Files.getPosixFilePermissions(directory.resolve("keys")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void oneThatHasEndedIsDeleted() throws Exception {
    assertThat(find(NOW.plus(QUARTER))).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void itIsForOneServerAndOneLogin() throws Exception {
    assertThat(KeptLogIn.find(vertx, to("https://salus.example", "bert"), at(NOW))).isEmpty();
    assertThat(KeptLogIn.find(vertx, to("https://other.example", "anna"), at(NOW))).isEmpty();
    Path others = files().get(0);
    await(KeptLogIn.of(vertx, to("https://other.example", "anna"), at(NOW), QUARTER).keep("x"));
    Path changed = files().stream().filter(file -> !file.equals(others)).findFirst().orElseThrow();
    Files.copy(changed, others, StandardCopyOption.REPLACE_EXISTING);

    assertThat(find(NOW)).isEmpty();
  }

  @Test
  void oneThatOthersMayReadOrThatIsBrokenIsNotUsed() throws Exception {
    Path file = files().get(0);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(find(NOW)).isEmpty();
    keep();
    Files.writeString(file, "{}");
    assertThat(find(NOW)).isEmpty();
    assertThat(files()).isEmpty();
  }
}
