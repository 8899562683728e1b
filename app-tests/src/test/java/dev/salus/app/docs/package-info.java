/** Keeps the documentation true. */
package dev.salus.app.docs;
