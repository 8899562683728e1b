/** {@code salus quick-start}: the archive of classes with which the JVM starts a server quickly. */
@NullMarked
package dev.salus.app.quickstart;

import org.jspecify.annotations.NullMarked;
