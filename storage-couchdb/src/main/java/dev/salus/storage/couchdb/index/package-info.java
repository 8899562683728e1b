/** Indexes as views: their definition, their making, and where a page begins. */
@NullMarked
package dev.salus.storage.couchdb.index;

import org.jspecify.annotations.NullMarked;
