package dev.salus.app.boundaries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.boundaries.needles.Needle;
import dev.salus.app.boundaries.needles.NeedleSearch;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What connections bring at the same time does not tear what one of them brought. */
final class TapeTest {

  private static final String SECRET = "a secret that is brought in two halves";

  @TempDir private Path directory;

  @Test
  void whatOneConnectionBringsStandsTogetherWhateverOthersBring() throws Exception {
    Path file = directory.resolve("tape");
    try (Tape tape = new Tape(file)) {
      ListeningProxy.Ear one = tape.connection();
      ListeningProxy.Ear other = tape.connection();
      one.asks(Buffer.buffer("x".repeat(1024 * 1024 - 20) + SECRET.substring(0, 20)));
      other.asks(Buffer.buffer("y".repeat(2 * 1024 * 1024)));
      one.answers(Buffer.buffer("no"));
      one.asks(Buffer.buffer(SECRET.substring(20)));
      other.ends();
    }

    assertThat(Files.size(file)).isBetween(3L * 1024 * 1024, 4L * 1024 * 1024);
    assertThat(
            new NeedleSearch(List.of(Needle.exactly("it", SECRET.getBytes(StandardCharsets.UTF_8))))
                .in(file))
        .hasSize(1);
  }
}
