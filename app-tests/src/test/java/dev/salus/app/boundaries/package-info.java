/**
 * What crosses which boundary: verticles call each other over the bus only, and the server sees no
 * plaintext and no key, wherever one looks.
 */
package dev.salus.app.boundaries;
