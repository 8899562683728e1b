package dev.salus.storage.couchdb.testing;

import org.opentest4j.TestAbortedException;

/** There is none, and it is not required: tests are skipped. */
final class NoCouchDb extends TestAbortedException {
  NoCouchDb(String message) {
    super(message);
  }
}
