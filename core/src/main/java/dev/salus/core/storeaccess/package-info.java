/**
 * How the verticles use their store: one translation of its failures, one way to append to a
 * document under concurrency, one form of paged lists.
 */
@NullMarked
package dev.salus.core.storeaccess;

import org.jspecify.annotations.NullMarked;
