/** What a call on entities came to. */
@NullMarked
package dev.salus.sdk.entity.result;

import org.jspecify.annotations.NullMarked;
