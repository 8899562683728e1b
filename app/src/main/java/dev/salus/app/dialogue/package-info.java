/** What is said to a person at a terminal and asked of them: words, secrets, fingerprints. */
@NullMarked
package dev.salus.app.dialogue;

import org.jspecify.annotations.NullMarked;
