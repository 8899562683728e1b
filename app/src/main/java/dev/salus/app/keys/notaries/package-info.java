/** {@code salus keys notaries}: people who restore somebody's keys together. */
@NullMarked
package dev.salus.app.keys.notaries;

import org.jspecify.annotations.NullMarked;
