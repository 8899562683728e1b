package dev.salus.sdk.connection;

import dev.salus.api.Forbidden;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.sealing.AutoShare;
import dev.salus.sdk.sealing.EntityOpener;
import dev.salus.sdk.sealing.EntityReader;
import dev.salus.sdk.sealing.EntityRekeyer;
import dev.salus.sdk.sealing.EntitySealer;
import dev.salus.sdk.sealing.EntityVerifier;
import dev.salus.sdk.sealing.SeenCheck;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.ExchangeEntries;
import dev.salus.sdk.sharing.PolicyBook;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the API objects of one connection share. */
public final class Client {

  private final Vertx vertx;
  private final ClientSettings settings;
  private final ServerApi server;
  private final @Nullable Keyed keyed;

  /** A key ring, and what keeps it. */
  public record SavedRing(KeyRing keyRing, KeyRingSaver saver) {}

  /** What needs the keys of a data owner. */
  public record Keyed(
      KeyRing keyRing,
      KeyRingSaver saver,
      CardDirectory cards,
      ExchangeBook exchanges,
      PolicyBook policy,
      AutoShare autoShare,
      EntityReader reader,
      EntitySealer sealer,
      EntityRekeyer rekeyer) {

    public String owner() {
      return keyRing.owner();
    }

    /** Saves the ring, and wipes it if the SDK opened it, and all that was derived from it. */
    Future<Void> close() {
      return saver.close().eventually(this::wipeDerived);
    }

    private Future<Void> wipeDerived() {
      exchanges.wipe();
      reader.wipe();
      return Future.succeededFuture();
    }
  }

  /** A connection, with keys if there is a ring. */
  public Client(Vertx vertx, ClientSettings settings, Optional<SavedRing> ring) {
    this.vertx = vertx;
    this.settings = settings;
    this.server = new ServerApi(settings.transport());
    this.keyed = ring.map(saved -> keyed(vertx, settings, server, saved)).orElse(null);
  }

  private static Keyed keyed(
      Vertx vertx, ClientSettings options, ServerApi server, SavedRing keys) {
    KeyRing keyRing = keys.keyRing();
    AeadBox box = new AeadBox(options.random());
    Wraps wraps = new Wraps(box);
    ContentBox contents = new ContentBox(box);
    CardDirectory cards =
        new CardDirectory(vertx, server, keyRing, options.trust(), options.clock());
    ExchangeBook exchanges =
        new ExchangeBook(vertx, server, keyRing, cards, options.clock(), options.random());
    PolicyBook policy = new PolicyBook(server, keyRing, cards, options.clock());
    EntityReader reader =
        new EntityReader(
            vertx,
            server,
            new EntityVerifier(vertx, cards),
            new EntityOpener(vertx, keyRing.owner(), exchanges, wraps, contents),
            new SeenCheck(keyRing));
    EntitySealer sealer =
        new EntitySealer(keyRing, wraps, contents, options.clock(), options.random());
    AutoShare autoShare = new AutoShare(keyRing.owner(), policy, exchanges);
    EntityRekeyer rekeyer = new EntityRekeyer(keyRing, sealer, wraps, options.random());
    return new Keyed(
        keyRing, keys.saver(), cards, exchanges, policy, autoShare, reader, sealer, rekeyer);
  }

  public Vertx vertx() {
    return vertx;
  }

  public ServerApi server() {
    return server;
  }

  public ClientSettings settings() {
    return settings;
  }

  public boolean hasKeys() {
    return keyed != null;
  }

  /** What needs keys; fails with {@link Forbidden} if the connection was made without any. */
  public Future<Keyed> withKeys() {
    return keyed == null ? Future.failedFuture(keyless()) : Future.succeededFuture(keyed);
  }

  /**
   * What needs keys, after {@link #withKeys} or {@link #hasKeys}.
   *
   * @throws Forbidden if this connection was made without a key ring
   */
  public Keyed keyed() {
    if (keyed == null) {
      throw keyless();
    }
    return keyed;
  }

  /** Does this, which signs something with the current key and sends it. */
  public <T> Future<T> signing(Supplier<Future<T>> write) {
    return keyed().keyRing().writes().during(write);
  }

  /** What opens the exchange records of this connection's owner to one more card. */
  public ExchangeEntries exchangeEntries() {
    Keyed keys = keyed();
    return new ExchangeEntries(vertx, server, keys.keyRing(), keys.cards(), settings.random());
  }

  /** Saves and wipes the keys, if there are any; fails if they could not be saved. */
  public Future<Void> closeKeys() {
    return keyed == null ? Future.succeededFuture() : keyed.close();
  }

  private static Forbidden keyless() {
    return new Forbidden("this needs a key ring; the connection was made without one");
  }
}
