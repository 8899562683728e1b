package dev.salus.api.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {

  @Test
  void anAddressOfIpv6IsItsFirst64Bits() {
    assertThat(ClientNetwork.of("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(ClientNetwork.of("2001:db8:1:2::1"))
        .isEqualTo(ClientNetwork.of("2001:DB8:1:2:0:0:0:9%eth0"))
        .isNotEqualTo(ClientNetwork.of("2001:db8:1:3::1"));
  }

  @Test
  void anAddressOfIpv4IsItselfHoweverItIsWritten() {
    assertThat(ClientNetwork.of("192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(ClientNetwork.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void anyOtherTextIsItself() {
    assertThat(ClientNetwork.of("home")).isEqualTo("home");
    assertThat(ClientNetwork.of("no:address")).isEqualTo("no:address");
    assertThat(ClientNetwork.of("")).isEmpty();
  }
}
