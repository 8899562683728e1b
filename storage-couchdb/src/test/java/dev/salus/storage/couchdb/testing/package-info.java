/**
 * A CouchDB server for tests, found or started once in a JVM. It is in this module's test-jar, so
 * that other modules' tests can run on a CouchDB store too:
 *
 * <pre>{@code
 * @RegisterExtension static final CouchDbExtension COUCHDB = new CouchDbExtension();
 *
 * new CouchDbStoreProvider().open(vertx, COUCHDB.options("some-prefix-"), collections);
 * }</pre>
 *
 * <p>Every database under a prefix that options were made for is removed when the JVM ends.
 */
@NullMarked
package dev.salus.storage.couchdb.testing;

import org.jspecify.annotations.NullMarked;
