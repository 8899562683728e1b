/** The commands by which a person shares patients with others, and takes access back. */
@NullMarked
package dev.salus.app.share;

import org.jspecify.annotations.NullMarked;
