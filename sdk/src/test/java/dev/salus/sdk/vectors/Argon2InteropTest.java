package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.bytes;
import static dev.salus.sdk.vectors.VectorFiles.cases;
import static dev.salus.sdk.vectors.VectorFiles.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;

/** The key of a key file is the one that another implementation of Argon2id derives. */
final class Argon2InteropTest {

  @Test
  void derivesWhatTheReferenceImplementationDoes() {
    cases("argon2-interop.json", "cases")
        .forEach(
            c -> {
              String form = Normalizer.normalize(c.getString("passphrase"), Normalizer.Form.NFKC);
              Secret passphrase = Secret.of(form.getBytes(StandardCharsets.UTF_8));
              Argon2.Costs costs =
                  new Argon2.Costs(c.getInteger("m"), c.getInteger("t"), c.getInteger("p"));
              byte[] key = Argon2.derive(passphrase, bytes(c, "salt"), costs).revealBytes();
              assertThat(hex(key)).as(c.getString("passphrase")).isEqualTo(c.getString("key"));
            });
  }
}
