/**
 * Who may do what to an entity (protocol §4, §5, §8), in one place.
 *
 * <p>Every rule is a pure function of what is stored, who is asking, what is proposed and the time.
 * It answers with a {@link dev.salus.core.rules.Verdict}, or refuses with the error that the caller
 * gets. The order in which things are looked at is that of http-api.md: visibility, permission,
 * revision, then the comparison with what is stored. Signatures and exchanges are not looked at
 * here: a verdict names those that the crypto verticle has to confirm before anything is stored.
 */
@NullMarked
package dev.salus.core.rules;

import org.jspecify.annotations.NullMarked;
