package dev.salus.sdk.account;

import dev.salus.api.InternalFault;
import dev.salus.sdk.connection.ServerAnswers;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;

/**
 * How it is with a user's second factor.
 *
 * @param state whether log-ins need a code
 * @param required whether a role of the user needs one
 * @param recoveryCodesLeft how many recovery codes were not used
 */
public record SecondFactorStatus(State state, boolean required, int recoveryCodesLeft) {

  /** Whether log-ins need a code. */
  public enum State {
    /** They do not. */
    OFF("off"),
    /** They do not yet: it was begun and not confirmed. */
    BEGUN("begun"),
    /** They do. */
    ON("on");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }
  }

  static SecondFactorStatus of(JsonObject answer) {
    String state = ServerAnswers.text(answer, "state");
    return new SecondFactorStatus(
        Arrays.stream(State.values())
            .filter(each -> each.wireName.equals(state))
            .findFirst()
            .orElseThrow(() -> new InternalFault("the server names an unknown state")),
        Boolean.TRUE.equals(answer.getValue("required")),
        answer.getValue("recoveryCodesLeft") instanceof Number left ? left.intValue() : 0);
  }
}
