package dev.salus.app.server;

/** How a line of the log is written. */
enum LogFormat {
  /** For people. */
  TEXT,
  /** A JSON object, for programs. */
  JSON
}
