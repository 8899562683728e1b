/** What the tests of all modules use. */
@NullMarked
package dev.salus.testing;

import org.jspecify.annotations.NullMarked;
