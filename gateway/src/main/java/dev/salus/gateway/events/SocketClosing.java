package dev.salus.gateway.events;

/** Why the gateway closes an event socket, with the close code that says so (RFC 6455 §7.4). */
enum SocketClosing {
  /** The server stops. */
  STOPPING(1001, "the server stops; connect again"),
  /** The client sent a message. */
  UNEXPECTED(1003, "this socket takes no messages"),
  /** Whether the token still holds could not be found out. */
  LATER(1013, "try again later"),
  /** The token has expired, or its user or session has changed. */
  UNAUTHENTICATED(4401, "the access token no longer holds; connect again with another"),
  /** No sign of life. */
  SILENT(4408, "pings are not answered"),
  /** What changed since the position that was asked for is not known, or is too much. */
  GONE(4410, "what was missed is not known; connect again from now and read what matters"),
  /** The client does not take the events as they come. */
  SLOW(4429, "events are not read as fast as they come; connect again and read what matters");

  private final short code;
  private final String reason;

  SocketClosing(int code, String reason) {
    this.code = (short) code;
    this.reason = reason;
  }

  short code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
