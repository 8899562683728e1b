/** Requests to CouchDB, and what it means that one has no usable answer. */
@NullMarked
package dev.salus.storage.couchdb.http;

import org.jspecify.annotations.NullMarked;
