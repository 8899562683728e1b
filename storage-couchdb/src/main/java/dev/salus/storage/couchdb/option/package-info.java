/** What an operator sets, read and checked. */
@NullMarked
package dev.salus.storage.couchdb.option;

import org.jspecify.annotations.NullMarked;
