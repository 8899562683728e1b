package dev.salus.gateway.docs;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One connection on which the very lines of an example are sent; nothing is added to them here. */
final class PlainHttp implements AutoCloseable {

  private static final int PATIENCE_MS = 30_000;
  private static final int TEXT_FRAME = 0x81;
  private static final int SHORT_LENGTH = 126;

  private final Socket socket;
  private final DataInputStream in;

  PlainHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Sends a request; lines end as the page's do, the body is counted. */
  void send(String startLine, List<String> headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<String> head = new ArrayList<>();
    head.add(startLine + " HTTP/1.1");
    head.add("Host: localhost");
    head.addAll(headers);
    if (bytes.length > 0) {
      head.add("Content-Type: application/json");
      head.add("Content-Length: " + bytes.length);
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    request.writeBytes(bytes);
    socket.getOutputStream().write(request.toByteArray());
  }

  /** The lines of the answer's head. */
  List<String> head() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
    }
    return lines;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** So many bytes of the answer's body. */
  String body(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** The next text message of a WebSocket (RFC 6455 §5.2), at most 65 535 bytes. */
  String message() throws IOException {
    if (in.readUnsignedByte() != TEXT_FRAME) {
      throw new AssertionError("what comes on this WebSocket is not a text message");
    }
    int length = in.readUnsignedByte();
    return body(length < SHORT_LENGTH ? length : in.readUnsignedShort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
