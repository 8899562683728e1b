/**
 * The verticle that keeps encrypted entities: reading, writing and listing them, and giving and
 * taking access to them.
 *
 * <p>Documents, in the collection {@code entities} under the entity's id:
 *
 * <pre>
 * {entity: wire form without rev,
 *  index: {tokens: [who finds it under which filter], readers: [who can see it], created},
 *  former: [data owners who held a delegation and hold none now],          left out if empty
 *  change: the kind of the last change, write: which write that was}
 * {deleted: true, replaced: rev, write}                       the tombstone of an id that was used
 * </pre>
 *
 * In the collection {@code entity-deletions}, for two days, {@code {change, at}} under {@code
 * id@rev}: what other nodes are to tell of the deletion of that revision.
 *
 * <p>In the collection {@code entity-usage}, {@code {bytes, countedAt, triedAt}} under an author's
 * id: what its entities take ({@link dev.salus.core.quota.ByteUsage}).
 *
 * <p>The entity's {@code rev} is the document's. Whether somebody may see an entity is decided when
 * it is written and kept as tokens, so that a read parses nothing and access is never a filter over
 * a larger scan.
 */
@NullMarked
package dev.salus.core.entities;

import org.jspecify.annotations.NullMarked;
