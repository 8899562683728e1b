/** With whom the key ring's owner shares: exchange keys and the policy of automatic sharing. */
@NullMarked
package dev.salus.sdk.sharing;

import org.jspecify.annotations.NullMarked;
