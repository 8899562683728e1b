/** A whole server in one process, the commands that run one and look after its store. */
@NullMarked
package dev.salus.app.server;

import org.jspecify.annotations.NullMarked;
