package dev.salus.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** What is waited for on a connection with several requests at once. */
class WatchedConnectionTest {

  private final Backlog backlog = new Backlog(1024 * 1024, () -> 0);
  private final ConnectionFlow flow = new ConnectionFlow(backlog, new Turns(() -> 0), () -> 0);
  private final EmbeddedChannel channel = new EmbeddedChannel(flow);
  private final WatchedConnection watched = new WatchedConnection(flow, 100);

  private static HttpServerRequest request() {
    return (HttpServerRequest)
        Proxy.newProxyInstance(
            HttpServerRequest.class.getClassLoader(),
            new Class<?>[] {HttpServerRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "a request";
                });
  }

  @Test
  void t24_eachRequestHasItsTimeHoweverManyComeAfterIt() {
    HttpServerRequest slow = request();
    watched.requested(slow, 200);
    for (int later = 300; later < 400; later++) {
      HttpServerRequest quick = request();
      watched.requested(quick, later);
      watched.over(quick, later);
    }

    assertThat(watched.isLate(199)).isFalse();
    assertThat(watched.isLate(201)).isTrue();
  }

  @Test
  void theNextHeadIsAwaitedFromTheEndOfTheLastRequest() {
    HttpServerRequest first = request();
    HttpServerRequest second = request();
    assertThat(watched.isLate(101)).isTrue();
    watched.requested(first, 500);
    watched.requested(second, 500);
    assertThat(watched.isIdle()).isFalse();
    watched.over(first, 600);
    assertThat(watched.isIdle()).isFalse();
    watched.over(first, 600);
    watched.over(second, 700);

    assertThat(watched.isIdle()).isTrue();
    assertThat(watched.isLate(699)).isFalse();
    assertThat(watched.isLate(701)).isTrue();
    assertThat(channel.isActive()).isTrue();
  }
}
