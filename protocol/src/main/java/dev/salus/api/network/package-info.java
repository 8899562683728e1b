/** Where calls come from. */
@NullMarked
package dev.salus.api.network;

import org.jspecify.annotations.NullMarked;
