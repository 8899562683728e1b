/** What the gateway answers to everybody in the same way. */
@NullMarked
package dev.salus.gateway.files;

import org.jspecify.annotations.NullMarked;
