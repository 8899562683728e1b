/** TLS from PEM files, which may be replaced while the server runs. */
@NullMarked
package dev.salus.gateway.tls;

import org.jspecify.annotations.NullMarked;
