package dev.salus.app.paper;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A QR code (ISO/IEC 18004), for a terminal or for paper. */
public final class QrCode {

  /** Light modules around it. */
  private static final int MARGIN = 2;

  private final BitMatrix modules;

  private QrCode(BitMatrix modules) {
    this.modules = modules;
  }

  /** The smallest for a text of at most 200 characters. */
  public static QrCode of(String text) {
    Map<EncodeHintType, Object> hints =
        Map.of(
            EncodeHintType.MARGIN,
            MARGIN,
            EncodeHintType.CHARACTER_SET,
            "UTF-8",
            EncodeHintType.ERROR_CORRECTION,
            ErrorCorrectionLevel.L);
    try {
      return new QrCode(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints));
    } catch (WriterException e) {
      throw new IllegalArgumentException("the text is too long for a QR code");
    }
  }

  /** How many columns it takes on a terminal. */
  public int columns() {
    return modules.getWidth();
  }

  /** Lines of block characters, two modules high, to be shown in black on white. */
  public List<String> blocks() {
    return IntStream.range(0, (modules.getHeight() + 1) / 2).mapToObj(this::row).toList();
  }

  private String row(int row) {
    StringBuilder line = new StringBuilder();
    for (int x = 0; x < modules.getWidth(); x++) {
      boolean upper = modules.get(x, 2 * row);
      boolean lower = 2 * row + 1 < modules.getHeight() && modules.get(x, 2 * row + 1);
      line.append(upper ? (lower ? '\u2588' : '\u2580') : (lower ? '\u2584' : ' '));
    }
    return line.toString();
  }

  /** As an SVG image that scales. */
  public String svg() {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        if (modules.get(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    String box = "0 0 " + modules.getWidth() + " " + modules.getHeight();
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\""
        + box
        + "\" shape-rendering=\"crispEdges\"><path d=\""
        + path
        + "\"/></svg>";
  }
}
