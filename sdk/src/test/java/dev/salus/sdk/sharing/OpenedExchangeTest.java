package dev.salus.sdk.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.salus.api.Conflict;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.trust.CardDirectory;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Nothing is wrapped under an exchange that was looked up before a decision (protocol §10). */
final class OpenedExchangeTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String ID = "77777777-7777-4777-8777-777777777777";

  private final ExchangeKey key = ExchangeKey.generate(ID, new SecureRandom());

  @Test
  void t28_itsKeyIsGivenOnlyWhileNothingWasDecided() {
    AtomicBoolean current = new AtomicBoolean(true);
    OpenedExchange opened = new OpenedExchange(ALICE, BOB, 1, key, current::get);
    assertThat(opened.wrapKey()).isSameAs(key.wrapKey());

    current.set(false);

    Throwable refused = catchThrowable(opened::wrapKey);
    assertThat(refused).isInstanceOf(Conflict.class);
    assertThat(opened.isCurrent()).isFalse();
    assertThat(CardDirectory.isTrustChanged(refused)).isTrue();
  }

  @Test
  void aServersConflictIsNoChangeOfTrust() {
    assertThat(CardDirectory.isTrustChanged(new Conflict("this id is in use", "1-a"))).isFalse();
    assertThat(CardDirectory.isTrustChanged(new IllegalStateException())).isFalse();
  }

  @Test
  void oneThatNoDecisionConcernsStaysCurrent() {
    OpenedExchange opened = new OpenedExchange(ALICE, BOB, 1, key);

    assertThat(opened.isCurrent()).isTrue();
    assertThat(opened.wrapKey()).isSameAs(key.wrapKey());
  }
}
