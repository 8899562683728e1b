package dev.salus.core.rules;

import static dev.salus.core.rules.Refusals.require;
import static dev.salus.core.rules.Refusals.requireNow;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import org.jspecify.annotations.Nullable;

/** Who may create which entity (protocol §4, §5). */
public final class CreationRules {

  private static final String GRANT = "grants[0]";

  private CreationRules() {}

  /**
   * Decides on an entity whose id was never used: author and writer are the caller, everything is
   * at its beginning, and the one grant is the author's, with its own WRITE delegation.
   *
   * @param now milliseconds since the epoch
   * @throws Forbidden if the caller acts for no data owner
   * @throws Invalid naming the field that is not as it must be
   */
  public static Verdict decide(Caller caller, Entity proposed, long now) {
    String author = caller.requireDataOwner();
    EntityHeader header = proposed.header();
    require(proposed.rev() == null, "rev", "must not be there at creation");
    require(header.author().equals(author), "author", "must be the caller's data owner");
    require(header.modifiedBy().equals(author), "modifiedBy", "must be the caller's data owner");
    require(header.version() == 1, "version", "must be 1 at creation");
    require(header.keyGeneration() == 1, "keyGeneration", "must be 1 at creation");
    require(header.revoked().isEmpty(), "revoked", "must be empty at creation");
    requireNow(header.created(), now, "created");
    requireNow(header.modified(), now, "modified");
    require(header.created() <= header.modified(), "modified", "must not be before created");
    HeaderRules.requireBounded(header);
    require(proposed.grants().size() == 1, "grants", "must be one grant at creation");
    Grant grant = proposed.grants().get(0);
    requireAuthorsGrant(grant, header, now);
    SizeRules.requireBounded(proposed);
    return new Verdict.Accepted(
        proposed,
        VerificationBuilder.by(author)
            .entity(proposed)
            .grant(proposed, grant, GRANT)
            .toVerification());
  }

  /**
   * Decides on an entity whose id is in use: the same creation again is answered as the first time.
   *
   * @throws Conflict otherwise; with the stored revision if the caller may see the entity
   */
  public static Verdict.Repeated decideInUse(Caller caller, Entity proposed, Entity stored) {
    if (!Visibility.canSee(caller, stored) || proposed.header().type() != stored.header().type()) {
      throw idTaken(null);
    }
    if (caller.actsFor(stored.header().modifiedBy()) && Repetition.isCreation(proposed, stored)) {
      return new Verdict.Repeated(stored);
    }
    throw idTaken(stored.rev());
  }

  /**
   * The refusal of an id that is, or was, in use.
   *
   * @param currentRev the stored revision; null if the caller may not know it
   */
  public static Conflict idTaken(@Nullable String currentRev) {
    return new Conflict(
        currentRev == null
            ? "this id is in use, or was: take a new one"
            : "this id is in use: if it is yours, it may be there from a request before; read it",
        currentRev);
  }

  private static void requireAuthorsGrant(Grant grant, EntityHeader header, long now) {
    NewGrant.require(grant, header.author(), header.keyGeneration(), now, GRANT);
    require(grant.parents().isEmpty(), GRANT + ".parents", "must be empty at creation");
    Delegation own = grant.delegations().get(header.writtenUnder());
    require(
        own != null
            && own.delegate().equals(header.author())
            && own.permission() == Permission.WRITE,
        "writtenUnder",
        "must be the author's own WRITE delegation");
    require(
        own != null && own.wrapped() != null,
        GRANT + ".delegations." + header.writtenUnder() + ".wrapped",
        "must be there for the author");
  }
}
