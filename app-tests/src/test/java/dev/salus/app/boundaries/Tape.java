package dev.salus.app.boundaries;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file with all bytes of many connections. What a connection brought in one direction stands
 * together, in pieces; each piece repeats the end of the one before, so whatever is no longer than
 * {@link #OVERLAP} can be found by reading the file from beginning to end.
 */
final class Tape implements AutoCloseable {

  static final int OVERLAP = 8 * 1024;
  private static final int PIECE = 1024 * 1024;

  private final OutputStream file;
  private final Set<Track> open = ConcurrentHashMap.newKeySet();
  private boolean closed;

  Tape(Path path) throws IOException {
    this.file = Files.newOutputStream(path);
  }

  /** Both directions of a new connection. */
  ListeningProxy.Ear connection() {
    Track sent = new Track();
    Track answered = new Track();
    open.add(sent);
    open.add(answered);
    return new ListeningProxy.Ear() {
      @Override
      public void asks(Buffer bytes) {
        sent.add(bytes);
      }

      @Override
      public void answers(Buffer bytes) {
        answered.add(bytes);
      }

      @Override
      public void ends() {
        sent.end();
        answered.end();
      }
    };
  }

  private synchronized void write(Buffer piece) {
    if (closed) {
      throw new IllegalStateException("the tape is closed, and something was said after that");
    }
    try {
      file.write(piece.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is left of connections that are still open. */
  @Override
  public void close() throws IOException {
    open.forEach(Track::end);
    synchronized (this) {
      closed = true;
      file.close();
    }
  }

  /** One direction of one connection. */
  private final class Track {

    private Buffer piece = Buffer.buffer();

    synchronized void add(Buffer bytes) {
      piece.appendBuffer(bytes);
      if (piece.length() >= PIECE) {
        write(piece);
        piece = piece.getBuffer(piece.length() - OVERLAP, piece.length());
      }
    }

    synchronized void end() {
      if (open.remove(this)) {
        write(piece);
      }
    }
  }
}
