/** A dialogue with somebody who types faster than a person. */
package dev.salus.app.dialogue;
