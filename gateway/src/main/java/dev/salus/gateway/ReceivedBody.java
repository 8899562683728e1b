package dev.salus.gateway;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The bytes of a body in the pieces in which they came; to put them together would copy them. */
final class ReceivedBody {

  private final Queue<byte[]> pieces = new ArrayDeque<>();
  private long length;

  void append(Buffer piece) {
    if (piece.length() > 0) {
      pieces.add(piece.getBytes());
      length += piece.length();
    }
  }

  long length() {
    return length;
  }

  /** All bytes, once: each piece is let go when it has been read. */
  InputStream read() {
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] into, int offset, int most) {
        byte @Nullable [] piece = pieces.peek();
        if (piece == null) {
          return -1;
        }
        int count = Math.min(most, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        if (at == piece.length) {
          pieces.remove();
          at = 0;
        }
        return count;
      }
    };
  }
}
