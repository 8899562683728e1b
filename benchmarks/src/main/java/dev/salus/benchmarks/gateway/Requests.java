package dev.salus.benchmarks.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;

/** Requests as bytes. */
final class Requests {

  private Requests() {}

  /**
   * A GET.
   *
   * @param token empty for none
   */
  static Buffer get(String path, String token) {
    return Buffer.buffer("GET " + path + " HTTP/1.1\r\n" + head(token) + "\r\n");
  }

  /** A POST of JSON. */
  static Buffer post(String path, String token, Buffer body) {
    return Buffer.buffer(
            "POST "
                + path
                + " HTTP/1.1\r\n"
                + head(token)
                + "Content-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n")
        .appendBuffer(body);
  }

  private static String head(String token) {
    return "Host: localhost\r\n"
        + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n");
  }

  /** Posts of these, one after the other. */
  static Target posts(int port, String path, String token, List<Buffer> bodies) {
    Iterator<Buffer> requests =
        bodies.stream().map(body -> post(path, token, body)).toList().iterator();
    return new Target(port, () -> requests.hasNext() ? requests.next() : null);
  }
}
