/** The console, a page that is built into the program. */
@NullMarked
package dev.salus.gateway.console;

import org.jspecify.annotations.NullMarked;
