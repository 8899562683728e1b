/** What goes on paper. */
package dev.salus.app.paper;
