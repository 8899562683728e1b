/**
 * The verticle that decides on grants and re-keys, and keeps the policies of automatic sharing.
 *
 * <p>Entities stay with the entities verticle, which is asked for them over the bus. Policies are
 * kept in the collection {@code policies} under the owner's id as {@code {policy: wire form}}; the
 * policy's {@code rev} is the document's. Requests to give access back are kept in {@code
 * access-back}.
 */
@NullMarked
package dev.salus.core.sharing;

import org.jspecify.annotations.NullMarked;
