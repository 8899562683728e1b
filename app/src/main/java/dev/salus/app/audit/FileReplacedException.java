package dev.salus.app.audit;

import java.io.IOException;
import java.io.Serial;

/** The file of an audit log is not any more where it was opened, or not as it was written. */
final class FileReplacedException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message for people, with what to do
   */
  FileReplacedException(String message) {
    super(message);
  }
}
