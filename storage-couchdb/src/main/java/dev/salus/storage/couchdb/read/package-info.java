/** Reading documents by their ids, never more of them at once than there is room for. */
@NullMarked
package dev.salus.storage.couchdb.read;

import org.jspecify.annotations.NullMarked;
