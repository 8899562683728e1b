/**
 * The command line by which a person looks after the keys of a data owner: {@code salus keys}. It
 * is a client of a server like any other, on this machine or another one, and holds the only keys.
 */
@NullMarked
package dev.salus.app.keys;

import org.jspecify.annotations.NullMarked;
