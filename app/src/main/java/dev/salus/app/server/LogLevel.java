package dev.salus.app.server;

/** What is logged: this, and what is more serious. */
enum LogLevel {
  /** What needs somebody. */
  ERROR,
  /** What may. */
  WARN,
  /** What happens to the server. */
  INFO,
  /** Each request. */
  DEBUG
}
