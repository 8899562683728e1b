package dev.salus.app.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A QR code as it stands on a terminal and on paper is read again. */
class QrCodeTest {

  private static final String TEXT =
      "salus:v1:00000000-0000-4000-8000-000000000000:0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  private static final int MARGIN = 2;

  @Test
  void blocksAreRead() throws Exception {
    QrCode code = QrCode.of(TEXT);
    List<String> blocks = code.blocks();
    int size = code.columns() - 2 * MARGIN;
    BitMatrix read = new BitMatrix(size);
    for (int y = 0; y < size; y++) {
      String line = blocks.get((y + MARGIN) / 2);
      char half = (y + MARGIN) % 2 == 0 ? '\u2580' : '\u2584';
      for (int x = 0; x < size; x++) {
        char sign = line.charAt(x + MARGIN);
        if (sign == '\u2588' || sign == half) {
          read.set(x, y);
        }
      }
    }
    assertThat(new Decoder().decode(read).getText()).isEqualTo(TEXT);
    assertThat(code.columns()).isLessThan(60);
  }

  @Test
  void theImageIsRead() throws Exception {
    assertThat(read(QrCode.of(TEXT).svg())).isEqualTo(TEXT);
  }

  @Test
  void thePageToPrintHoldsTheRecoveryKey(@TempDir Path directory) throws Exception {
    String key = String.join("-", Collections.nCopies(14, "0AZ9"));
    Path page = directory.resolve("page.html");

    RecoverySheet.write(
        new RecoveryPaper(
            "Recovery key", "alice", "id", URI.create("https://salus"), Instant.EPOCH, key),
        page);

    assertThat(read(Files.readString(page))).isEqualTo(key);
  }

  private static String read(String svg) throws Exception {
    Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
    assertThat(box.find()).isTrue();
    BitMatrix read = new BitMatrix(Integer.parseInt(box.group(1)) - 2 * MARGIN);
    Pattern.compile("M(\\d+) (\\d+)h1v1h-1z")
        .matcher(svg)
        .results()
        .forEach(
            module ->
                read.set(
                    Integer.parseInt(module.group(1)) - MARGIN,
                    Integer.parseInt(module.group(2)) - MARGIN));
    return new Decoder().decode(read).getText();
  }
}
