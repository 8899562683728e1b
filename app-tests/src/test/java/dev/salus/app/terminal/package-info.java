/** A pseudo-terminal with a test at its other end. */
package dev.salus.app.terminal;
