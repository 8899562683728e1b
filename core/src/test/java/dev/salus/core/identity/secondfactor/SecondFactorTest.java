package dev.salus.core.identity.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondFactorTest {

  private final SecureRandom random = new SecureRandom();
  private final Instant now = Instant.ofEpochSecond(1_790_000_000);

  @Test
  void anAuthenticatorIsToldAllThatItNeeds() {
    SecondFactor factor = SecondFactor.begin(random);

    URI uri = URI.create(factor.uri("zoë & co: a b"));

    assertThat(factor.secretText()).matches("[A-Z2-7]{32}");
    assertThat(uri.getScheme()).isEqualTo("otpauth");
    assertThat(uri.getHost()).isEqualTo("totp");
    assertThat(uri.getPath()).isEqualTo("/Salus:zoë & co: a b");
    assertThat(uri.getRawPath()).doesNotContain("+", "&");
    assertThat(uri.getRawQuery().split("&"))
        .containsExactlyInAnyOrder(
            "secret=" + factor.secretText(),
            "issuer=Salus",
            "algorithm=SHA1",
            "digits=6",
            "period=30");
  }

  @Test
  void eachSecretIsAnother() {
    assertThat(SecondFactor.begin(random).secret())
        .isNotEqualTo(SecondFactor.begin(random).secret());
  }

  @Test
  void aRecoveryCodeIsTakenOnceHoweverItIsWritten() {
    RecoveryCodes codes = RecoveryCodes.make(random);
    SecondFactor factor = SecondFactor.begin(random).with(codes);
    String copied = codes.texts().get(3).replace('-', ' ').toLowerCase(Locale.ROOT);

    SecondFactor left = factor.take(OneTimeCode.of(copied), now).orElseThrow();

    assertThat(codes.texts()).hasSize(10).allMatch(text -> text.matches("([A-Z2-7]{4}-?){4}"));
    assertThat(new HashSet<>(codes.texts())).hasSize(10);
    assertThat(left.recoveryCodesLeft()).isEqualTo(9);
    assertThat(left.take(OneTimeCode.of(copied), now)).isEmpty();
    assertThat(left.take(OneTimeCode.of(codes.texts().get(4)), now)).isPresent();
  }

  @Test
  void whatIsNoCodeIsTakenForNone() {
    SecondFactor factor = SecondFactor.begin(random).with(RecoveryCodes.make(random));

    assertThat(List.of("", "1", "1234567", "12345a", "-", "٠١٢٣٤٥"))
        .allMatch(text -> factor.take(OneTimeCode.of(text), now).isEmpty());
  }

  @Test
  void itIsStoredAsItIsAndShownToNobody() {
    RecoveryCodes codes = RecoveryCodes.make(random);
    SecondFactor factor = SecondFactor.begin(random).with(codes);

    assertThat(SecondFactor.fromJson(factor.toJson())).isEqualTo(factor);
    assertThat(factor.toJson().encode()).doesNotContain(codes.texts());
    assertThat(Map.of(factor, codes).toString())
        .doesNotContain(factor.secret())
        .doesNotContain(codes.texts());
    assertThat(OneTimeCode.of("123456")).hasToString("[REDACTED]");
  }
}
