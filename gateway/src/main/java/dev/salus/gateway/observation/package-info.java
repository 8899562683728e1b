/** What the gateway tells of the calls that it answers: to meters, and to an audit log. */
@NullMarked
package dev.salus.gateway.observation;

import org.jspecify.annotations.NullMarked;
