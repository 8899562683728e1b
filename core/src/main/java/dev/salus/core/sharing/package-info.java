/**
 * The verticle of what data owners agree on beside entities: policies of automatic sharing, and
 * requests to give access back.
 *
 * <p>Policies are kept in the collection {@code policies} under the owner's id as {@code {policy:
 * wire form}}; the policy's {@code rev} is the document's. Requests to give access back are kept in
 * {@code access-back}.
 */
@NullMarked
package dev.salus.core.sharing;

import org.jspecify.annotations.NullMarked;
