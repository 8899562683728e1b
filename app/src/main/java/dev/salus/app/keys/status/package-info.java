/** What a person's keys open on this machine, and which ways back there are. */
@NullMarked
package dev.salus.app.keys.status;

import org.jspecify.annotations.NullMarked;
