/** Recovery blobs: key rings in boxes that only a recovery key opens (protocol §9.2). */
@NullMarked
package dev.salus.core.crypto.recovery;

import org.jspecify.annotations.NullMarked;
