/** Being told of changes of entities as they happen. */
@NullMarked
package dev.salus.sdk.change;

import org.jspecify.annotations.NullMarked;
