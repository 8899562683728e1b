package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.gateway.CorsPolicy;
import dev.salus.gateway.GatewayOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is typed, and what the gateway gets of it. */
class HttpOptionsTest {

  private static HttpOptions typed(String... arguments) {
    HttpOptions options = new HttpOptions();
    CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
    line.getCommandSpec()
        .addMixin("http", CommandLine.Model.CommandSpec.forAnnotatedObject(options));
    line.parseArgs(arguments);
    return options;
  }

  @Test
  void withoutAnyItIsHttpForItsOwnPagesOnly() {
    GatewayOptions gateway = typed().applyTo(GatewayOptions.defaults());

    assertThat(gateway.tls()).isNull();
    assertThat(gateway.cors()).isEqualTo(CorsPolicy.NONE);
    assertThat(typed().scheme()).isEqualTo("http");
  }

  @Test
  void certificateAndKeyAreForTls() {
    HttpOptions options = typed("--tls-certificate", "a.crt", "--tls-key", "a.key");

    GatewayOptions gateway = options.applyTo(GatewayOptions.defaults());
    assertThat(gateway.tls().certificate()).isEqualTo(Path.of("a.crt"));
    assertThat(gateway.tls().key()).isEqualTo(Path.of("a.key"));
    assertThat(options.scheme()).isEqualTo("https");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--tls-certificate", "--tls-key"})
  void oneWithoutTheOtherIsRefusedNamingBoth(String option) {
    HttpOptions options = typed(option, "file");

    assertThatThrownBy(() -> options.applyTo(GatewayOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--tls-certificate")
        .hasMessageContaining("--tls-key");
  }

  @Test
  void originsAreChecked() {
    HttpOptions options = typed("--cors-origin", "https://a.example.org,https://b.example.org/");

    assertThatThrownBy(() -> options.applyTo(GatewayOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--cors-origin: 'https://b.example.org/'");
  }
}
