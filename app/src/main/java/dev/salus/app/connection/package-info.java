/** Which server a person's command talks to, as whom, and where their keys are. */
@NullMarked
package dev.salus.app.connection;

import org.jspecify.annotations.NullMarked;
