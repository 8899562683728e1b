package dev.salus.app.boundaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.salus.app.boundaries.needles.ContentNeedles;
import dev.salus.app.boundaries.needles.Needle;
import dev.salus.app.boundaries.needles.NeedleSearch;
import dev.salus.app.scenarios.stage.Basic;
import dev.salus.app.scenarios.stage.Large;
import dev.salus.app.scenarios.stage.ScenarioRun;
import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.app.scenarios.stage.Setting.StoreKind;
import dev.salus.protocol.Base64Url;
import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scenario S40: the server runs in a process of its own, scenarios happen on it, and then nothing
 * of what they wrote and no secret of theirs is in the heap of that process, in what it logged at
 * the lowest level, in its store, or in the bytes that went to it and to its database.
 *
 * <p>The {@link Basic} scenarios happen, in which every kind of content and of secret is; in the
 * {@link Large} form all. On the store in memory the heap has everything, to CouchDB everything is
 * sent; SQLite is given the same documents.
 */
@Order(SecretsStayOutsideTest.EARLY)
final class SecretsStayOutsideTest {

  /** It takes the longest, so others can run beside it. */
  static final int EARLY = 1;

  /**
   * How much must have happened for the result to say something.
   *
   * @param scenarios that passed
   * @param contents that were opened
   * @param secrets to be searched for
   */
  private record Least(int scenarios, int contents, int secrets) {
    static final Least OF_ALL = new Least(150, 1_000, 5_000);
    static final Least OF_THE_BASIC = new Least(40, 100, 500);
  }

  /** Of these somebody made junk on purpose; all else opens. */
  private static final int MOST_JUNK = 5;

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private String lastKeyId;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    vertx.close().await(180, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(names = {"MEMORY", "COUCHDB"})
  void s40_nothingThatPeopleWroteAndNoSecretIsInTheServerProcess(StoreKind store) throws Exception {
    OutsidePremises premises = scenariosOn(store);
    KeyHarvest harvest = premises.harvest();
    requireAll(harvest, premises.tap().answered(), least());
    ContentNeedles contents =
        new ContentNeedles(harvest.contents(), premises.tap().publishedTextsAndIds());
    requirePlaintexts(contents, harvest.contents());

    List<Needle> needles = new ArrayList<>(harvest.secrets());
    needles.addAll(requireOthers(premises.otherSecrets()));
    needles.addAll(contents.pieces());
    needles.addAll(distinctive(contents.texts()));
    needles.addAll(distinctive(contents.strings()));
    NeedleSearch search = new NeedleSearch(needles);

    assertThat(search.longest()).isLessThan(Tape.OVERLAP);
    List<Path> places = List.of(file("heap"), file("log"), file("store"), file("wire"));
    assertThat(places.parallelStream().flatMap(place -> found(search, place)))
        .as("secrets in heap, log, store and wire")
        .isEmpty();
    requireWhatItKnows(store);
  }

  private static ScenarioRun runOn(OutsidePremises premises) {
    return Large.isAsked() ? ScenarioRun.ofAll(premises) : ScenarioRun.ofTheBasic(premises);
  }

  private static Least least() {
    return Large.isAsked() ? Least.OF_ALL : Least.OF_THE_BASIC;
  }

  private static Stream<String> found(NeedleSearch search, Path place) {
    try {
      return search.in(place).values().stream().map(each -> place.getFileName() + ": " + each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that happens; what there is to be searched is in the files then. */
  private OutsidePremises scenariosOn(StoreKind store) throws Exception {
    Tape tape = open(new Tape(file("wire")));
    OutsideServer server =
        open(new OutsideServer(store.name(), environment(store, tape), file("log")));
    server.dumpHeap(file("idle"));
    URI address = open(new ListeningProxy(vertx, at(server.address()), tape::connection)).address();
    OutsidePremises premises = new OutsidePremises(vertx, address);

    ScenarioRun run = runOn(premises);

    assertThat(run.others()).as("scenarios that did not pass").isEmpty();
    assertThat(run.passed()).isEqualTo(run.all()).hasSizeGreaterThan(least().scenarios());
    lastKeyId = EveryField.isWritten(premises);
    premises.leave();
    server.dumpHeap(file("heap"));
    server.dumpStore(file("store"));
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
    return premises;
  }

  private <T extends AutoCloseable> T open(T closeable) {
    opened.push(closeable);
    return closeable;
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  /** Lets the server reach its database through a proxy. */
  private Map<String, String> environment(StoreKind store, Tape tape) throws Exception {
    if (store == StoreKind.MEMORY) {
      return Map.of();
    }
    CouchDbServer couchDb = SharedCouchDb.get();
    String prefix = "salus-" + UUID.randomUUID() + "-";
    couchDb.removeAtTheEnd(prefix);
    URI real = URI.create(couchDb.url());
    assumeTrue(real.getScheme().equals("http"), "nobody can listen to a database with TLS");
    URI proxy = open(new ListeningProxy(vertx, at(real), tape::connection)).address();
    String user = couchDb.user().isEmpty() ? null : couchDb.user() + ":" + couchDb.password();
    URI url = new URI("http", user, proxy.getHost(), proxy.getPort(), real.getPath(), null, null);
    return Map.of("SALUS_TEST_COUCHDB_URL", url.toString(), ScenarioServer.PREFIX_VARIABLE, prefix);
  }

  private static SocketAddress at(URI address) {
    return SocketAddress.inetSocketAddress(address.getPort(), address.getHost());
  }

  private static void requireAll(KeyHarvest harvest, Tap.Kept stored, Least least) {
    assertThat(harvest.unopened(stored.records(), stored.entities())).hasSizeLessThan(MOST_JUNK);
    assertThat(harvest.contents()).hasSizeGreaterThan(least.contents());
    Set<String> kinds =
        harvest.secrets().stream()
            .map(needle -> needle.name().replaceFirst(" [^ ]*$", ""))
            .collect(Collectors.toSet());
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "X-Wing seed of",
            "Ed25519 seed of",
            "exchange key",
            "wrap key",
            "entity key of",
            "link secret of",
            "notary share of",
            "recovery key of");
    assertThat(harvest.secrets()).hasSizeGreaterThan(least.secrets());
  }

  /** What people hand to each other, or write down, past the server. */
  private static List<Needle> requireOthers(List<Needle> secrets) {
    assertThat(names(secrets)).contains("the secret of an invitation", "a recovery key");
    return secrets;
  }

  /** What is looked for is what people wrote: it is found in the contents that were opened. */
  private static void requirePlaintexts(ContentNeedles needles, List<String> contents)
      throws IOException {
    List<Needle> texts = new ArrayList<>(needles.pieces());
    texts.addAll(needles.texts());
    byte[] all = String.join("\n", contents).getBytes(StandardCharsets.UTF_8);

    assertThat(new NeedleSearch(texts).in(new ByteArrayInputStream(all)).keySet())
        .isEqualTo(names(texts))
        .contains("\"firstName\":\"John\",", "Winter is coming", "Hello world")
        .contains("The patient has been diagnosed Pararibulitis", "\"code\":\"617\",");
    assertThat(names(needles.strings())).contains("the string John", "the string Snow");
  }

  /** All but those that a server has on which nothing has happened. */
  private List<Needle> distinctive(List<Needle> needles) throws IOException {
    Set<String> ordinary = new NeedleSearch(needles).in(file("idle")).keySet();
    assertThat(ordinary)
        .hasSizeLessThan(10)
        .doesNotContain("Winter is coming", "Hello world", "the string John", "the string Snow");
    return needles.stream().filter(needle -> !ordinary.contains(needle.name())).toList();
  }

  private static Set<String> names(List<Needle> needles) {
    return needles.stream().map(Needle::name).collect(Collectors.toSet());
  }

  /** What the server does know is found wherever it has to be. */
  private void requireWhatItKnows(StoreKind store) throws IOException {
    Needle key = Needle.bytes("key", Base64Url.decode(lastKeyId, "keyId"));
    Needle tag = Needle.text("tag", Plaintexts.PUBLISHED_CODE);
    Needle login = Needle.text("login", "\"login\":\"" + ScenarioServer.ADMIN_LOGIN + "\"");
    Needle logged = Needle.text("logged", OutsideServerMain.LOGGED);
    Needle string = ContentNeedles.inHeapDump(OutsideServerMain.LOGGED);
    NeedleSearch search = new NeedleSearch(List.of(key, tag, login, logged, string));

    assertThat(search.in(file("store"))).containsOnlyKeys("key", "tag", "login");
    assertThat(search.in(file("wire"))).containsOnlyKeys("key", "tag", "login");
    assertThat(search.in(file("log"))).containsOnlyKeys("logged");
    Set<String> inHeap = search.in(file("heap")).keySet();
    assertThat(inHeap).contains("key", "logged", string.name());
    if (store == StoreKind.MEMORY) {
      assertThat(inHeap).contains("tag");
    }
  }
}
