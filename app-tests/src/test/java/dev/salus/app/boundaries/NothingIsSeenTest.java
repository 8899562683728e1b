package dev.salus.app.boundaries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.boundaries.needles.Needle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nothing that the server stores, logs, sends or is sent has a plaintext, a private key, an
 * exchange key, an entity key or a link secret in it, in any encoding.
 *
 * <p>Two things do travel, and only there: passwords in the requests that set or check one, and
 * tokens from log-in or refresh to where they are used.
 */
@Isolated("all is logged, at every level")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NothingIsSeenTest {

  private static final Logger LOG = LoggerFactory.getLogger(NothingIsSeenTest.class);
  private static final Needle CANARY = Needle.text("canary", "canary of a \"line\" 8f21");
  private static final Needle BURIED = Needle.text("buried canary", "canary of a cause 8f22");

  private final WatchedServer server = new WatchedServer();
  private Story story;
  private KeyHarvest harvest;
  private List<Place> stored;
  private List<Place> sent;
  private Place logged;

  @BeforeAll
  void watch() {
    story = new Story(server);
    story.happens();
    LOG.trace("a line with {}", "canary of a \"line\" 8f21");
    LOG.warn("failed", new IllegalStateException(new Exception("canary of a cause 8f22")));
    harvest = new KeyHarvest(story.rings());
    harvest.takeAll(server.stored());
    stored = server.store();
    sent = server.sent();
    logged = server.log();
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void theStoreHasNoSecret() {
    assertThat(found(everySecret(), stored)).isEmpty();
  }

  @Test
  void theLogHasNoSecret() {
    assertThat(found(everySecret(), List.of(logged))).isEmpty();
  }

  @Test
  void whatIsSentHasNoPlaintextAndNoKey() {
    assertThat(found(plaintextsAndKeys(), sent)).isEmpty();
  }

  @Test
  void passwordsAreSentOnlyWhereTheyAreSetOrChecked() {
    assertThat(where(passwords(), sent))
        .containsExactlyInAnyOrder(
            "http POST /api/v1/auth/login request",
            "http POST /api/v1/users request",
            "http PUT /api/v1/users/me/password request",
            "http POST /api/v1/users/invitations/accept request",
            "bus salus.identity login",
            "bus salus.identity createUser",
            "bus salus.identity changePassword",
            "bus salus.identity acceptInvitation",
            "bus salus.identity ensureAdmin");
  }

  @Test
  void refreshTokensAreSentOnlyFromLogInToRefresh() {
    assertThat(where(tokens("refreshToken"), sent))
        .containsExactlyInAnyOrder(
            "http POST /api/v1/auth/login answer",
            "http POST /api/v1/auth/refresh request",
            "http POST /api/v1/auth/refresh answer",
            "bus salus.identity login answer",
            "bus salus.identity refresh",
            "bus salus.identity refresh answer");
  }

  /** A path stands in the logs of proxies, and in ours at the lowest level. */
  @Test
  void t16_invitationsTokensAreSentInBodiesOnlyFromTheInviterToTheInvited() {
    assertThat(where(invitationTokens(), sent))
        .containsExactlyInAnyOrder(
            "http POST /api/v1/users/invitations answer",
            "http POST /api/v1/users/invitations/accept request",
            "http POST /api/v1/users/invitations/get request",
            "bus salus.identity invite answer",
            "bus salus.identity acceptInvitation",
            "bus salus.identity invitation");
    assertThat(found(invitationTokens(), requestLines())).isEmpty();
  }

  @Test
  void t16_noSecretStandsInARequestLine() {
    assertThat(found(everySecret(), requestLines())).isEmpty();
  }

  private List<Place> requestLines() {
    return sent.stream()
        .filter(place -> place.where().startsWith("http ") && place.where().endsWith(" request"))
        .map(
            place ->
                new Place(
                    "line of " + place.where(), place.text().lines().findFirst().orElseThrow()))
        .toList();
  }

  @Test
  void accessTokensAreSentOnlyOverHttpByTheirHolder() {
    Set<String> places = where(tokens("accessToken"), sent);

    assertThat(places.stream().filter(place -> place.endsWith(" answer")))
        .containsExactlyInAnyOrder(
            "http POST /api/v1/auth/login answer", "http POST /api/v1/auth/refresh answer");
    assertThat(places).allMatch(place -> place.startsWith("http ")).hasSizeGreaterThan(10);
  }

  @Test
  void whatIsPublicIsFoundSoTheSearchWorks() {
    List<Needle> published = List.of(Needle.text("tag", Plaintexts.PUBLISHED_CODE));
    List<Needle> names = List.of(Needle.text("name", "public name of a hcp"));

    assertThat(where(published, stored)).hasSizeGreaterThan(3);
    assertThat(where(published, sent))
        .contains(
            "http POST /api/v1/entities/Patient request",
            "http POST /api/v1/entities/Patient answer",
            "bus salus.entities create",
            "bus salus.entities create answer",
            "http POST /api/v1/entities/DataSample/bulk request");
    assertThat(where(names, stored))
        .isNotEmpty()
        .allMatch(place -> place.startsWith("store data-owners/"));
    assertThat(where(names, sent)).contains("bus salus.identity createDataOwner");
  }

  @Test
  void whatIsLoggedIsFoundSoTheSearchWorks() {
    assertThat(found(List.of(CANARY, BURIED), List.of(logged)))
        .containsExactly("canary in the log", "buried canary in the log");
    assertThat(logged.text()).contains("WARN dev.salus.sdk.sealing.AutomaticRecipients");
  }

  @Test
  void whatIsStoredIsReallyTheCiphertextOfThePlaintexts() {
    List<Place> opened =
        harvest.contents().stream().map(json -> Place.ofText("content", json)).toList();
    Set<String> inside =
        story.plaintexts().needles().stream()
            .filter(needle -> opened.stream().anyMatch(place -> needle.isIn(place.text())))
            .map(Needle::name)
            .collect(Collectors.toSet());

    assertThat(harvest.contents()).hasSize(4);
    assertThat(harvest.exchanges()).isGreaterThanOrEqualTo(5);
    assertThat(inside).contains("first name", "note", "measure", "diagnosis", "value code");
    assertThat(harvest.secrets().stream().map(Needle::name))
        .anyMatch(name -> name.startsWith("link secret of "))
        .anyMatch(name -> name.startsWith("entity key of "))
        .anyMatch(name -> name.startsWith("exchange key "));
  }

  @Test
  void eventsAreAmongWhatWasHeard() {
    assertThat(sent.stream().map(Place::where))
        .contains("bus salus.events.Patient", "bus salus.crypto verify");
  }

  @Test
  void answersAreNotCompressedSoTheyCanBeSearched() {
    assertThat(sent.stream().filter(place -> place.where().endsWith(" answer")))
        .noneMatch(place -> place.text().toLowerCase(Locale.ROOT).contains("content-encoding"));
  }

  private List<Needle> everySecret() {
    return Stream.of(
            plaintextsAndKeys(),
            passwords(),
            invitationTokens(),
            tokens("refreshToken"),
            tokens("accessToken"))
        .flatMap(List::stream)
        .toList();
  }

  private List<Needle> plaintextsAndKeys() {
    List<Needle> needles = new ArrayList<>(story.plaintexts().needles());
    needles.addAll(harvest.secrets());
    assertThat(needles).hasSizeGreaterThan(80);
    return needles;
  }

  private List<Needle> invitationTokens() {
    assertThat(story.invitationTokens()).isNotEmpty();
    return story.invitationTokens().stream()
        .map(token -> Needle.text("an invitation's token", token))
        .toList();
  }

  private List<Needle> passwords() {
    List<Needle> needles = new ArrayList<>();
    needles.add(Needle.text("the admin's password", WatchedServer.ADMIN_PASSWORD));
    story.passwords().forEach(password -> needles.add(Needle.text("a password", password)));
    return needles;
  }

  /** The tokens that log-ins and refreshes were answered with. */
  private List<Needle> tokens(String kind) {
    Pattern pattern = Pattern.compile("\"" + kind + "\"\\s*:\\s*\"([^\"]+)\"");
    List<Needle> tokens =
        sent.stream()
            .filter(place -> place.where().endsWith(" answer"))
            .flatMap(place -> pattern.matcher(place.text()).results())
            .map((MatchResult match) -> match.group(1))
            .distinct()
            .map(token -> Needle.text(kind, token))
            .toList();
    assertThat(tokens).hasSizeGreaterThan(3);
    return tokens;
  }

  /** What was found where, each once. */
  private static Set<String> found(List<Needle> needles, List<Place> places) {
    Set<String> found = new LinkedHashSet<>();
    for (Needle needle : needles) {
      places.stream()
          .filter(place -> needle.isIn(place.text()))
          .forEach(place -> found.add(needle.name() + " in " + place));
    }
    return found;
  }

  /** Where any of these was found. */
  private static Set<String> where(List<Needle> needles, List<Place> places) {
    Set<String> where = new TreeSet<>();
    for (Place place : places) {
      if (needles.stream().anyMatch(needle -> needle.isIn(place.text()))) {
        where.add(place.where());
      }
    }
    return where;
  }
}
