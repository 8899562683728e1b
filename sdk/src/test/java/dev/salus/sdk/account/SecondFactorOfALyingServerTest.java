package dev.salus.sdk.account;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.InternalFault;
import dev.salus.api.operation.Operation;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown to a person as a secret or a code is one. */
final class SecondFactorOfALyingServerTest {

  private static final String SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  private static final String URI = "otpauth://totp/Salus:anna?secret=" + SECRET + "&issuer=Salus";
  private static final String WIPE = "\u001b[2J\u001b[H";

  private final ScriptedServer server = new ScriptedServer();
  private final SecondFactorApi mine = new SecondFactorApi(server.api());

  private void begins(String secret, String uri) {
    JsonObject answer = new JsonObject().put("secret", secret).put("uri", uri);
    server.on(
        Operation.SET_UP_SECOND_FACTOR, (asked, usual) -> Future.succeededFuture(answer.copy()));
  }

  private void gives(Object codes) {
    JsonObject answer = new JsonObject().put("recoveryCodes", codes);
    for (Operation each :
        List.of(Operation.CONFIRM_SECOND_FACTOR, Operation.REPLACE_RECOVERY_CODES)) {
      server.on(each, (asked, usual) -> Future.succeededFuture(answer.copy()));
    }
  }

  @Test
  void aSecretIsBase32AndItsAddressHasTheSame() {
    begins(SECRET, URI);
    assertThat(await(mine.begin("winter")).text()).isEqualTo(SECRET);

    begins(SECRET + WIPE, URI);
    failure(InternalFault.class, mine.begin("winter"));
    begins(SECRET, URI + WIPE);
    failure(InternalFault.class, mine.begin("winter"));
    begins(SECRET, "otpauth://totp/Salus:anna?secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    failure(InternalFault.class, mine.begin("winter"));
  }

  @Test
  void aRecoveryCodeIsNothingButThat() {
    gives(new JsonArray().add("ABCD-EFGH-IJKL-2345"));
    assertThat(await(mine.confirm("123456"))).containsExactly("ABCD-EFGH-IJKL-2345");

    for (Object lie :
        List.of(new JsonArray().add("ABCD-" + WIPE), new JsonArray().add(1), "none")) {
      gives(lie);
      failure(InternalFault.class, mine.confirm("123456"));
      failure(InternalFault.class, mine.replaceRecoveryCodes("winter", "123456"));
    }
  }
}
