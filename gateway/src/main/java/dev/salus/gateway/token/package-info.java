/**
 * Access tokens: JWTs as the gateway issues them and as it believes them, and who a token admits.
 */
@NullMarked
package dev.salus.gateway.token;

import org.jspecify.annotations.NullMarked;
