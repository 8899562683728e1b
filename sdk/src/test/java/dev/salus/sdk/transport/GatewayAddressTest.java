package dev.salus.sdk.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords go to other machines over TLS, unless somebody says that they need not. */
final class GatewayAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://salus.example",
        "https://salus.example:8443/behind/a/proxy/",
        "http://127.0.0.1:8080",
        "http://127.1.2.3",
        "http://localhost:8080",
        "HTTP://LOCALHOST",
        "http://[::1]:8080",
        "http://[0:0:0:0:0:0:0:1]"
      })
  void tlsAndThisMachineAreSafe(String address) {
    assertThat(GatewayAddress.of(URI.create(address)).tls()).isEqualTo(address.startsWith("https"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://salus.example",
        "http://192.168.1.7:8080",
        "http://127.0.0.1.salus.example",
        "http://localhost.salus.example",
        "http://[::2]",
        "http://[1::1]",
        "http://[::ffff:7f00:2]"
      })
  void httpToAnotherMachineIsRefusedUnlessAllowed(String address) {
    URI base = URI.create(address);

    assertThatThrownBy(() -> GatewayAddress.of(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unencrypted");
    GatewayAddress allowed = GatewayAddress.unencrypted(base);
    assertThat(allowed.tls()).isFalse();
    assertThat(allowed.host()).isEqualTo(base.getHost());
  }

  @ParameterizedTest
  @CsvSource({
    "https:///salus, host",
    "salus.example, https://",
    "ftp://salus.example, https://",
    "http://127.0.0.1@salus.example, user:password@",
    "https://anna:secret@salus.example, user:password@",
    "https://salus.example?x=1, '?'",
    "https://salus.example/api#top, '#'",
    "https://salus.example:99999, '99999'",
    "https://salus.example:0, '0'",
    "https://salus.example:9999999999, '9999999999'",
    "https://salus.example:port, 'port'",
    "https://salus..example, no host name",
    "https://-salus.example, no host name",
    "https://sa%20lus.example, no host name",
    "https://straße.example, xn--",
    "https://:8080, host"
  })
  void whatIsNoAddressIsRefusedAtOnceByName(String address, String named) {
    URI base = URI.create(address);

    assertThatThrownBy(() -> GatewayAddress.of(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> GatewayAddress.unencrypted(base))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://salus_server:8080, salus_server, 8080",
    "https://klinik-münchen.example, xn--klinik-mnchen-3ob.example, 443",
    "https://KLINIK-MÜNCHEN.example:8443/a, xn--klinik-mnchen-3ob.example, 8443",
    "https://病院.example., xn--0rys90e.example., 443",
    "https://[2001:db8::1]:8443, [2001:db8::1], 8443",
    "http://db_1.internal, db_1.internal, 80"
  })
  void namesOfContainersAndNamesInEveryLanguageAreLookedUp(String written, String host, int port) {
    GatewayAddress address = GatewayAddress.unencrypted(URI.create(written));

    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
  }

  @Test
  void portAndPathAreThoseOfTheAddress() {
    GatewayAddress plain = GatewayAddress.of(URI.create("https://salus.example"));
    GatewayAddress proxied = GatewayAddress.of(URI.create("https://salus.example:8443/a/b/"));

    assertThat(plain.port()).isEqualTo(443);
    assertThat(plain.path()).isEmpty();
    assertThat(proxied.port()).isEqualTo(8443);
    assertThat(proxied.path()).isEqualTo("/a/b");
    assertThat(GatewayAddress.of(URI.create("http://localhost")).port()).isEqualTo(80);
  }
}
