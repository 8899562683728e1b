package dev.salus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Scenario S53: variables are the same bytes under any locale, or refused. */
class ProcessEnvironmentTest {

  private static final String NAME = "SALUS_ADMIN_PASSWORD";
  private static final String PASSWORD = "pässwörd €";

  private static Optional<byte[]> asSet(String name, byte[] value) {
    byte[] start = ("LANG=C\0" + name + "=").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[start.length + value.length + 1];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(value, 0, all, start.length, value.length);
    return Optional.of(all);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void s53_thePasswordOfAContainerWithoutLocaleIsTheOneThatWasSet() {
    String ascii = new String(utf8(PASSWORD), StandardCharsets.US_ASCII);
    String latin = new String(utf8(PASSWORD), StandardCharsets.ISO_8859_1);
    for (String byLocale : new String[] {ascii, latin, PASSWORD, "p??ssw??rd ???"}) {
      assertThat(
              ProcessEnvironment.decoded(
                  Map.of(NAME, byLocale, "LANG", "C"), asSet(NAME, utf8(PASSWORD))))
          .containsEntry(NAME, PASSWORD)
          .containsEntry("LANG", "C");
    }
  }

  @Test
  void s53_whatIsNotUtf8IsRefusedByName() {
    byte[] latin = PASSWORD.getBytes(StandardCharsets.ISO_8859_1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessEnvironment.decoded(Map.of(NAME, PASSWORD), asSet(NAME, latin)))
        .withMessageContaining(NAME)
        .withMessageContaining("not UTF-8");
  }

  @Test
  void s53_whereTheSystemDoesNotSayAnythingButAsciiIsRefused() {
    assertThat(ProcessEnvironment.decoded(Map.of(NAME, "plain"), Optional.empty()))
        .containsEntry(NAME, "plain");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessEnvironment.decoded(Map.of(NAME, PASSWORD), Optional.empty()))
        .withMessageContaining("LC_ALL=C.UTF-8");
  }

  @Test
  void s53_whatTheStoreReadsItselfIsRefusedIfTheLocaleChangesIt() {
    String name = "SALUS_COUCHDB_PASSWORD";
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ProcessEnvironment.decoded(Map.of(name, "p??ss"), asSet(name, utf8("päss"))))
        .withMessageContaining(name);
    assertThat(ProcessEnvironment.decoded(Map.of(name, "päss"), asSet(name, utf8("päss"))))
        .containsEntry(name, "päss");
  }

  @Test
  void otherVariablesAreLeftAlone() {
    assertThat(
            ProcessEnvironment.decoded(
                Map.of("EDITOR", "m\ufffdller"), asSet("EDITOR", utf8("müller"))))
        .containsEntry("EDITOR", "m\ufffdller");
  }
}
