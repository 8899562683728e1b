/**
 * Where settings come from: the command line, then the environment, then a file, then what is built
 * in; and what is said of those that are wrong.
 */
@NullMarked
package dev.salus.app.config;

import org.jspecify.annotations.NullMarked;
