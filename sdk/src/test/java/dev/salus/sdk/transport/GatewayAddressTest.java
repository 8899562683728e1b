package dev.salus.sdk.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "http://127.0.0.1@salus.example",
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
  @ValueSource(strings = {"https:///salus", "salus.example", "ftp://salus.example"})
  void whatIsNoAddressIsRefusedAtOnce(String address) {
    URI base = URI.create(address);

    assertThatThrownBy(() -> GatewayAddress.of(base)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GatewayAddress.unencrypted(base))
        .isInstanceOf(IllegalArgumentException.class);
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
