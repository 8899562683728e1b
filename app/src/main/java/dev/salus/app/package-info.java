/**
 * The command line of {@code salus.jar}, the one place where client and server meet in a process.
 */
@NullMarked
package dev.salus.app;

import org.jspecify.annotations.NullMarked;
