/** Keeps {@code docs/http-api.md} true: its examples are run against a server. */
package dev.salus.gateway.docs;
