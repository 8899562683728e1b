/**
 * What stores have in common whose engine makes no revisions and no cursors of its own, and that
 * answer callers from threads of theirs. Nothing here has to be used.
 */
@NullMarked
package dev.salus.storage.support;

import org.jspecify.annotations.NullMarked;
