/** Keeps the documentation true. */
package dev.salus.docs;
