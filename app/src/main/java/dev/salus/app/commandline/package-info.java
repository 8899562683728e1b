/** How commands are put together to the one command line of the jar. */
@NullMarked
package dev.salus.app.commandline;

import org.jspecify.annotations.NullMarked;
