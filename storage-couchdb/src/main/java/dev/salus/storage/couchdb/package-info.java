/**
 * The storage SPI over Apache CouchDB's HTTP API, version 3.3 and later.
 *
 * <p>One database per collection, named prefix + collection. What is in it:
 *
 * <pre>
 * &lt;encoded id&gt;                      {"_id", "_rev", "b": the body, "w": the write's own token}
 * _design/salus-&lt;index&gt;-&lt;hash&gt;     a map view; its keys are [part, …, encoded id]
 * _design/salus-conflicts-&lt;hash&gt;   a map view of documents with conflicting revisions
 * </pre>
 *
 * <p>Ids and string keys are encoded by {@link dev.salus.storage.couchdb.form.TextCode}, and only
 * there, so that they are data in every place that CouchDB looks at. The token makes every revision
 * the revision of one write: after an answer was lost, it tells whether that write happened.
 *
 * <p>All state of a store is touched on one event loop, its {@code io} context; nothing is locked
 * and nothing blocks.
 */
@NullMarked
package dev.salus.storage.couchdb;

import org.jspecify.annotations.NullMarked;
