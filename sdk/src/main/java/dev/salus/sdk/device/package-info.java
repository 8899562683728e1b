/** The keys of a data owner's own devices: listed, retired, rotated. */
@NullMarked
package dev.salus.sdk.device;

import org.jspecify.annotations.NullMarked;
