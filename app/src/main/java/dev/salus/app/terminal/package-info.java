/**
 * The terminal in front of a person, by JLine: what is typed is not shown by the terminal's own
 * echo, is read as bytes of UTF-8 whatever the locale, and what stands on it may be wiped.
 */
@NullMarked
package dev.salus.app.terminal;

import org.jspecify.annotations.NullMarked;
