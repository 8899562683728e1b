/** A store against a simple model of it, in arbitrary orders of calls. */
@NullMarked
package dev.salus.storage.contract.model;

import org.jspecify.annotations.NullMarked;
