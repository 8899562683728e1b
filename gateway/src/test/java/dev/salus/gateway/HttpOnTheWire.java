package dev.salus.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A plain socket to the gateway, for what no HTTP client would send. */
final class HttpOnTheWire implements AutoCloseable {

  private static final int PATIENCE_MS = 30_000;

  private final Socket socket;

  HttpOnTheWire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
  }

  /** One that takes in little at a time. */
  HttpOnTheWire(int port, int receiveBufferBytes) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(receiveBufferBytes);
    socket.setSoTimeout(PATIENCE_MS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  HttpOnTheWire send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  HttpOnTheWire send(byte[] bytes) throws IOException {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (SocketException e) {
      // The server may close before all is sent; what it answered is read all the same.
      return this;
    }
    return this;
  }

  /** Says that nothing more will be sent. */
  HttpOnTheWire end() throws IOException {
    if (!socket.isOutputShutdown()) {
      socket.shutdownOutput();
    }
    return this;
  }

  /** All that the server sends until it closes the connection. */
  String untilClosed() throws IOException {
    return new String(bytesUntilClosed(), StandardCharsets.UTF_8);
  }

  /** The same as bytes. */
  byte[] bytesUntilClosed() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] some = new byte[8192];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        all.write(some, 0, n);
      }
    } catch (SocketException e) {
      // Closed by reset: the same for whoever waits for the end.
      return all.toByteArray();
    }
    return all.toByteArray();
  }

  /** The answer's head, up to the empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
