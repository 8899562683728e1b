package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request comes from, and who can pretend what (threat T25). */
class TrustedProxiesTest {

  private static final List<String> NONE = List.of();

  private final TrustedProxies proxies =
      TrustedProxies.of(List.of("10.0.0.0/8", "2001:db8:ffff::/48", "192.0.2.9"));

  private String forwardedFor(String peer, String... headers) {
    return proxies.clientOf(peer, List.of(headers), NONE);
  }

  private String forwarded(String... headers) {
    return proxies.clientOf("10.0.0.1", NONE, List.of(headers));
  }

  @Test
  void t25_nobodyElseIsBelieved() {
    assertThat(forwardedFor("198.51.100.7", "203.0.113.1")).isEqualTo("198.51.100.7");
    assertThat(forwardedFor("192.0.2.8", "203.0.113.1")).isEqualTo("192.0.2.8");
    assertThat(TrustedProxies.NONE.clientOf("10.0.0.1", List.of("203.0.113.1"), NONE))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void theProxyNextToTheServerIsBelieved() {
    assertThat(forwardedFor("10.0.0.1", "203.0.113.1")).isEqualTo("203.0.113.1");
    assertThat(forwardedFor("192.0.2.9", "203.0.113.1")).isEqualTo("203.0.113.1");
    assertThat(forwardedFor("::ffff:10.0.0.1", "203.0.113.1")).isEqualTo("203.0.113.1");
    assertThat(forwardedFor("2001:db8:ffff::1%eth0", "203.0.113.1")).isEqualTo("203.0.113.1");
    assertThat(forwardedFor("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void t25_whatAClientSendsAlongItselfIsNotBelieved() {
    assertThat(forwardedFor("10.0.0.1", "1.1.1.1, 203.0.113.1")).isEqualTo("203.0.113.1");
    assertThat(forwardedFor("10.0.0.1", "1.1.1.1", "203.0.113.1, 10.0.0.2"))
        .isEqualTo("203.0.113.1");
    assertThat(forwardedFor("10.0.0.1", "10.0.0.3, 203.0.113.1")).isEqualTo("203.0.113.1");
  }

  @Test
  void t25_anEntryThatIsNoAddressHidesNoMoreThanItself() {
    assertThat(forwardedFor("10.0.0.1", "1.1.1.1, unknown")).isEqualTo("10.0.0.1");
    assertThat(forwardedFor("10.0.0.1", "unknown, 10.0.0.2")).isEqualTo("10.0.0.2");
    assertThat(forwardedFor("10.0.0.1", "")).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.1:4711|203.0.113.1",
        "2001:db8::1|2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]|2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]:4711|2001:db8:0:0:0:0:0:1"
      })
  void addressesStandWithAPortAndWithout(String written, String meant) {
    assertThat(forwardedFor("10.0.0.1", written)).isEqualTo(meant);
    assertThat(forwarded("for=\"" + written + "\"")).isEqualTo(meant);
  }

  @Test
  void forwardedIsReadAsRfc7239HasIt() {
    assertThat(forwarded("for=203.0.113.1;proto=https;by=10.0.0.1")).isEqualTo("203.0.113.1");
    assertThat(forwarded("proto=https; For=\"203.0.113.1:80\"")).isEqualTo("203.0.113.1");
    assertThat(forwarded("for=1.1.1.1, for=203.0.113.1, for=10.0.0.2")).isEqualTo("203.0.113.1");
    assertThat(forwarded("for=1.1.1.1", "for=\"[2001:db8::1]:80\""))
        .isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(forwarded("for=_hidden")).isEqualTo("10.0.0.1");
    assertThat(forwarded("proto=https")).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=1.1.1.1;x=\", for=203.0.113.1",
        "for=\"1.1.1.1, for=\"[2001:db8::1]\"",
        "for=1.1.1.1;x=\"\\\", for=203.0.113.1"
      })
  void t25_aQuoteThatAClientLeavesOpenHidesNoProxysEntry(String header) {
    assertThat(forwarded(header)).isNotEqualTo("1.1.1.1");
  }

  @Test
  void t25_twoHeadersThatDifferCountForNothing() {
    List<String> proxys = List.of("203.0.113.1");
    assertThat(proxies.clientOf("10.0.0.1", proxys, List.of("for=1.1.1.1"))).isEqualTo("10.0.0.1");
    assertThat(proxies.clientOf("10.0.0.1", proxys, List.of("for=203.0.113.1")))
        .isEqualTo("203.0.113.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1", "::/129"})
  void whatIsNoNetworkIsNamed(String text) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.0/8", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
