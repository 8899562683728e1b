/**
 * The embedded store that keeps what it is given: an SQLite database in a directory.
 *
 * <pre>
 * salus.db        the database; salus.db-wal and salus.db-shm beside it while it is open
 * salus.lock      who holds the directory; the operating system lets go of it with the process
 * native/PID/     SQLite itself, unpacked by its driver
 * </pre>
 *
 * <pre>
 * "collection"        id, generation, hash, sequence, body   a row for each document, deleted ones too
 * "collection.index"  k0, k1, …, id                          a row for each entry
 * salus_indexes       what each index is made of, and whether it is filled
 * </pre>
 *
 * <p>One thread writes ({@code GroupWriter}), several read beside it; SQLite's write-ahead log
 * keeps them out of each other's way. A write is acknowledged after the flush of its transaction.
 */
@NullMarked
package dev.salus.storage.sqlite;

import org.jspecify.annotations.NullMarked;
