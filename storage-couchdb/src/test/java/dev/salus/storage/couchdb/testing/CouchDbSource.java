package dev.salus.storage.couchdb.testing;

/** One way to come by a server. */
interface CouchDbSource {

  /** What is printed when it is used. */
  String name();

  /**
   * Finds or starts it. It lives as long as this JVM.
   *
   * @throws NotHere saying why it cannot be had; never waits for long to find that out
   */
  CouchDbServer start() throws NotHere;

  /** There is no such server. */
  final class NotHere extends Exception {
    NotHere(String why) {
      super(why);
    }
  }
}
