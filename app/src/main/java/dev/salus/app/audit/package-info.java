/** The audit log: who did what, in a file whose lines hang together. */
@NullMarked
package dev.salus.app.audit;

import org.jspecify.annotations.NullMarked;
