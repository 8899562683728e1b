/** {@code salus second-factor}: a person's second factor at the command line. */
@NullMarked
package dev.salus.app.secondfactor;

import org.jspecify.annotations.NullMarked;
