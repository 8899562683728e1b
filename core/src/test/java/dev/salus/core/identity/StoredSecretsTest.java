package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.core.testkit.RunningSalus.PASSWORD;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.salus.api.Caller;
import dev.salus.api.Session;
import dev.salus.api.Unauthenticated;
import dev.salus.core.SalusHost;
import dev.salus.core.testkit.Authenticator;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Base64Url;
import dev.salus.storage.Change;
import dev.salus.storage.CollectionSpec;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the store and the log hold of passwords and tokens: nothing (threats T01, T16). */
class StoredSecretsTest {

  @Test
  void t01_t16_noPasswordAndNoTokenIsStoredOrLogged() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Level usual = root.getLevel();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try (RunningSalus salus = RunningSalus.start()) {
      String token = invitedAndAccepted(salus);
      Session first = salus.logIn("jon");
      Session second =
          await(
              salus
                  .identity()
                  .refresh(new JsonObject().put("refreshToken", first.refreshToken()), "a"));
      failure(
          Unauthenticated.class,
          salus
              .identity()
              .login(salus.credentials("jon").put("password", "a wrong guess"), "evil"));

      Caller jon = first.caller();
      JsonObject begun =
          await(
              salus.identity().setUpSecondFactor(jon, new JsonObject().put("password", PASSWORD)));
      String codeOfNow = new Authenticator(begun.getString("secret"), salus.clock()).code();
      List<String> recoveryCodes =
          await(salus.identity().confirmSecondFactor(jon, new JsonObject().put("otp", codeOfNow)))
              .getJsonArray("recoveryCodes")
              .stream()
              .map(String.class::cast)
              .toList();

      List<String> secrets =
          List.of(
              PASSWORD,
              "a wrong guess",
              HexFormat.of().formatHex(PASSWORD.getBytes(StandardCharsets.UTF_8)),
              Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)),
              token,
              first.refreshToken(),
              familySecret(first),
              ownSecret(first),
              ownSecret(second),
              first.deviceToken());
      String stored = everythingStored(salus);
      String logged = everythingLogged(log);
      assertThat(stored).contains("\"login\":\"jon\"", "tokenHash", "proof");
      assertThat(stored).doesNotContain(secrets);
      assertThat(logged).isNotBlank();
      assertThat(logged).doesNotContain(secrets);
      assertThat(stored).contains("recoveryHashes").doesNotContain(recoveryCodes);
      assertThat(logged)
          .doesNotContain(recoveryCodes)
          .doesNotContain(begun.getString("secret"), '"' + codeOfNow + '"');
    } finally {
      root.setLevel(usual);
      root.detachAppender(log);
    }
  }

  /** Other threads may still be logging; they hold this lock while they do. */
  private static String everythingLogged(ListAppender<ILoggingEvent> log) {
    synchronized (log) {
      return log.list.stream()
          .map(ILoggingEvent::getFormattedMessage)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String invitedAndAccepted(RunningSalus salus) {
    String owner = salus.dataOwner("hcp");
    String token =
        await(salus.identity().invite(ADMIN, new JsonObject().put("dataOwner", owner)))
            .getString("token");
    JsonObject body =
        salus
            .credentials("jon")
            .put("token", token)
            .put("card", new TestKey(owner, salus.now()).json())
            .put("proof", TestKey.random(32));
    await(salus.identity().acceptInvitation(body, "home"));
    return token;
  }

  private static String familySecret(Session session) {
    return part(session, 16, 32);
  }

  private static String ownSecret(Session session) {
    return part(session, 32, 64);
  }

  private static String part(Session session, int from, int to) {
    byte[] token = Base64Url.decode(session.refreshToken(), "refreshToken");
    return Base64Url.encode(Arrays.copyOfRange(token, from, to));
  }

  private static String everythingStored(RunningSalus salus) {
    StringBuilder all = new StringBuilder();
    for (CollectionSpec collection : SalusHost.collections()) {
      for (Change change : await(salus.store().changes(collection.name(), "0", 1_000)).items()) {
        await(salus.store().get(collection.name(), change.id()))
            .ifPresent(found -> all.append(found.id()).append(found.body().encode()));
      }
    }
    return all.toString();
  }
}
