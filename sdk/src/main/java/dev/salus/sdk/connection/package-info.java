/** What the parts of one connection share; not for applications. */
@NullMarked
package dev.salus.sdk.connection;

import org.jspecify.annotations.NullMarked;
