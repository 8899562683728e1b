package dev.salus.app.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
    QrCode code = QrCode.of(TEXT);
    BitMatrix read = new BitMatrix(code.columns() - 2 * MARGIN);
    Pattern.compile("M(\\d+) (\\d+)h1v1h-1z")
        .matcher(code.svg())
        .results()
        .forEach(
            module ->
                read.set(
                    Integer.parseInt(module.group(1)) - MARGIN,
                    Integer.parseInt(module.group(2)) - MARGIN));
    assertThat(new Decoder().decode(read).getText()).isEqualTo(TEXT);
  }
}
