/** Changes of entities told over WebSockets, and how many sockets there may be. */
@NullMarked
package dev.salus.gateway.events;

import org.jspecify.annotations.NullMarked;
