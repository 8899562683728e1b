/** The command line for keys, as people use it against a server. */
@org.jspecify.annotations.NullMarked
package dev.salus.gateway.keys;
