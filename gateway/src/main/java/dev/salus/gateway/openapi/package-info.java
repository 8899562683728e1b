/**
 * The API described for programs and people: an OpenAPI 3.1 document made of the table of
 * operations and of {@code docs/http-api.md}, and the page that shows it.
 */
@NullMarked
package dev.salus.gateway.openapi;

import org.jspecify.annotations.NullMarked;
