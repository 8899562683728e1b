/** What all of {@code salus keys} have in common: a connection with the keys of a key file. */
@NullMarked
package dev.salus.app.keys.session;

import org.jspecify.annotations.NullMarked;
