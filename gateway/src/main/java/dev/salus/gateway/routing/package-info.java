/** How a request finds its route. */
@NullMarked
package dev.salus.gateway.routing;

import org.jspecify.annotations.NullMarked;
