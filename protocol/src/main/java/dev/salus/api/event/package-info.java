/** What verticles tell of changes over the event bus, and which of it somebody wants to hear. */
@NullMarked
package dev.salus.api.event;

import org.jspecify.annotations.NullMarked;
