package dev.salus.storage.couchdb.form;

import java.util.regex.Pattern;

/** What CouchDB's revisions look like: a generation and 32 lower-case hexadecimal digits. */
public final class Revisions {

  private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,14}-[0-9a-f]{32}");

  private Revisions() {}

  /**
   * Whether CouchDB can have given this out. Nothing else may be sent to it: one malformed revision
   * makes it refuse a whole bulk, and it takes upper-case digits for the lower-case ones.
   */
  public static boolean isPossible(String rev) {
    return REVISION.matcher(rev).matches();
  }

  /** The generation of a possible revision. */
  public static long generation(String rev) {
    return Long.parseLong(rev.substring(0, rev.indexOf('-')));
  }
}
