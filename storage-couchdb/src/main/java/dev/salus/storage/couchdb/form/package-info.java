/** How documents, ids, revisions and sequences are written in CouchDB. */
@NullMarked
package dev.salus.storage.couchdb.form;

import org.jspecify.annotations.NullMarked;
