/**
 * The Java SDK as a process that does what it is told in lines of JSON, so that the tests of the
 * TypeScript SDK meet it on one server. Not part of the product.
 */
@NullMarked
package dev.salus.interop;

import org.jspecify.annotations.NullMarked;
