/** The key ring: a data owner's keys, whom it trusts and what it has seen (protocol §9, §10). */
@NullMarked
package dev.salus.sdk.keys;

import org.jspecify.annotations.NullMarked;
