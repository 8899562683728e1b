package dev.salus.app.connection;

import dev.salus.app.config.SecretFile;
import dev.salus.app.config.WrongSettingException;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.Pae;
import dev.salus.sdk.transport.SessionKeeper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log-in that a person keeps for a short while ({@code salus login --keep}): the session's
 * refresh token, in a file beside the key file that is for its owner only and says neither server
 * nor login in its name. It is good for one server and one login, and not after its end: the server
 * ends the session then, too, so that a copy of the file is of no use. The password is never there.
 */
public final class KeptLogIn implements SessionKeeper {

  private final Vertx vertx;
  private final Connection to;
  private final Clock clock;
  private final Path file;
  private final Duration longest;
  private volatile @Nullable Kept kept;

  /**
   * What the file has.
   *
   * @param endsAt milliseconds since the epoch
   */
  private record Kept(String refreshToken, long endsAt) {
    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  private KeptLogIn(Vertx vertx, Connection to, Clock clock, Duration longest) {
    this.vertx = vertx;
    this.to = to;
    this.clock = clock;
    this.longest = longest;
    this.file = to.keyDirectory().toAbsolutePath().resolve(name(to));
  }

  /** The one that is kept; empty if there is none. One that has ended is deleted. */
  public static Optional<KeptLogIn> find(Vertx vertx, Connection to, Clock clock) {
    KeptLogIn found = new KeptLogIn(vertx, to, clock, Duration.ZERO);
    found.kept = found.read().orElse(null);
    if (found.kept == null) {
      found.forget();
      return Optional.empty();
    }
    return Optional.of(found);
  }

  /** One that is to be kept for so long. */
  static KeptLogIn of(Vertx vertx, Connection to, Clock clock, Duration longest) {
    return new KeptLogIn(vertx, to, clock, longest);
  }

  @Override
  public Optional<String> refreshToken() {
    return Optional.ofNullable(kept).map(Kept::refreshToken);
  }

  @Override
  public Duration longest() {
    return longest;
  }

  @Override
  public Future<Void> keep(String refreshToken) {
    Kept before = kept;
    long endsAt = before == null ? clock.millis() + longest.toMillis() : before.endsAt();
    Kept next = new Kept(refreshToken, endsAt);
    return vertx.executeBlocking(() -> write(next), false);
  }

  /** When it ends; now if nothing is kept. */
  Instant end() {
    Kept now = kept;
    return now == null ? Instant.now(clock) : Instant.ofEpochMilli(now.endsAt());
  }

  /** Deletes the file. */
  public void forget() {
    kept = null;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CommandFailure("the kept log-in cannot be deleted: delete the file " + file);
    }
  }

  private Optional<Kept> read() {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      JsonObject json = new JsonObject(SecretFile.content(file, StandardCharsets.UTF_8));
      boolean same =
          to.server().toString().equals(json.getString("server"))
              && to.login().equals(json.getString("login"));
      Kept read = new Kept(json.getString("refreshToken"), json.getLong("endsAt"));
      return Optional.of(read).filter(each -> same && each.endsAt() > clock.millis());
    } catch (IOException
        | DecodeException
        | ClassCastException
        | NullPointerException
        | WrongSettingException unusable) {
      // whoever could change it could log the person in as somebody else
      return Optional.empty();
    }
  }

  private @Nullable Void write(Kept next) throws IOException {
    JsonObject json =
        new JsonObject()
            .put("server", to.server().toString())
            .put("login", to.login())
            .put("endsAt", next.endsAt())
            .put("refreshToken", next.refreshToken());
    OwnerOnlyFile.replace(file, json.encode().getBytes(StandardCharsets.UTF_8));
    kept = next;
    return null;
  }

  private static String name(Connection to) {
    byte[] bytes = Pae.encode("salus/v1/kept-login", to.server().toString(), to.login());
    return Base64Url.encode(Digests.sha256(bytes)) + ".login";
  }
}
