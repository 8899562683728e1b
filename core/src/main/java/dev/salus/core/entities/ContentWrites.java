package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.IdentityService;
import dev.salus.api.Problems;
import dev.salus.api.QuotaExceeded;
import dev.salus.api.VerificationResult;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.core.entities.WriteOutcome.Done;
import dev.salus.core.entities.WriteOutcome.Kept;
import dev.salus.core.entities.WriteOutcome.Outrun;
import dev.salus.core.entities.WriteOutcome.Pending;
import dev.salus.core.entities.WriteOutcome.Refused;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.rules.CreationRules;
import dev.salus.core.storeaccess.LargeReads;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.storeaccess.StoreErrors;
import dev.salus.protocol.EntityType;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.PutResult;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Creates entities and writes their content, any number at once, each on its own: one read, one
 * verification and one write of the store for all of them, or for as many at a time as there is
 * memory for what is stored of them.
 *
 * <p>Every step takes the outcomes so far, in the order of the proposals, and changes those that
 * concern it.
 */
final class ContentWrites {

  private final FairWorkers workers;
  private final DocumentStore store;
  private final ReadMemory memory;
  private final Clock clock;
  private final CryptoService crypto;
  private final IdentityService identity;
  private final AuthorsRoom room;
  private final EntityEvents events;

  ContentWrites(
      FairWorkers workers,
      DocumentStore store,
      ReadMemory memory,
      Clock clock,
      CryptoService crypto,
      IdentityService identity,
      AuthorsRoom room,
      EntityEvents events) {
    this.workers = workers;
    this.store = store;
    this.memory = memory;
    this.clock = clock;
    this.crypto = crypto;
    this.identity = identity;
    this.room = room;
    this.events = events;
  }

  /**
   * Writes each proposal on its own; the outcomes, in order, are {@link Refused}, or {@link Done}
   * for a single one and {@link Kept} for several.
   */
  Future<List<WriteOutcome>> write(Caller caller, EntityType type, List<ProposedWrite> proposals) {
    caller.requireDataOwner();
    String owner = FairWorkers.turnOf(caller);
    WriteDecision decision = new WriteDecision(caller, type, clock.millis());
    return proposals.size() == 1
        ? LargeReads.one(
                store,
                EntityDocument.COLLECTION,
                memory,
                owner,
                proposals.get(0).id(),
                found -> write(owner, decision, proposals, List.of(found)))
            .compose(
                outcomes -> settle(owner, decision, proposals, outcomes, UnaryOperator.identity()))
        : writeMany(owner, decision, proposals, memory.few(), new ArrayList<>());
  }

  /** A turn for each portion, so that others get theirs in between. */
  private Future<List<WriteOutcome>> writeMany(
      String owner,
      WriteDecision decision,
      List<ProposedWrite> left,
      ReadBound bound,
      List<WriteOutcome> done) {
    if (left.isEmpty()) {
      return Future.succeededFuture(done);
    }
    return memory
        .during(owner, bound, () -> writePortion(owner, decision, left, bound))
        .compose(outcomes -> settle(owner, decision, left, outcomes, Kept::of))
        .compose(
            outcomes -> {
              done.addAll(outcomes);
              List<ProposedWrite> rest = left.subList(outcomes.size(), left.size());
              return writeMany(owner, decision, rest, memory.large(), done);
            });
  }

  private Future<List<WriteOutcome>> writePortion(
      String owner, WriteDecision decision, List<ProposedWrite> left, ReadBound bound) {
    return stored(left, bound)
        .compose(found -> write(owner, decision, left.subList(0, found.size()), found))
        .map(outcomes -> outcomes.stream().map(Kept::of).toList());
  }

  private Future<List<Optional<Document>>> stored(List<ProposedWrite> proposals, ReadBound bound) {
    List<String> ids = proposals.stream().map(ProposedWrite::id).toList();
    return store.getMany(EntityDocument.COLLECTION, ids, bound).map(FoundDocuments::documents);
  }

  private Future<List<WriteOutcome>> write(
      String owner,
      WriteDecision decision,
      List<ProposedWrite> proposals,
      List<Optional<Document>> stored) {
    return decide(owner, decision, proposals, stored)
        .compose(this::refuseIdsOfDataOwners)
        .compose(this::verify)
        .compose(this::makeRoom)
        .compose(this::put);
  }

  private Future<List<WriteOutcome>> decide(
      String owner,
      WriteDecision decision,
      List<ProposedWrite> proposals,
      List<Optional<Document>> stored) {
    if (proposals.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    DecisionSteps steps = new DecisionSteps(decision, proposals, stored);
    return workers.runSteps(owner, steps).map(done -> steps.outcomes());
  }

  /** A new Patient must not take the id of a data owner (protocol §1). */
  private Future<List<WriteOutcome>> refuseIdsOfDataOwners(List<WriteOutcome> outcomes) {
    return Future.all(outcomes.stream().map(this::refuseIdOfDataOwner).toList())
        .map(all -> all.<WriteOutcome>list());
  }

  private Future<WriteOutcome> refuseIdOfDataOwner(WriteOutcome outcome) {
    if (outcome instanceof Pending pending
        && pending.kind() == Kind.CREATED
        && pending.entity().header().type() == EntityType.PATIENT) {
      return identity
          .dataOwnerExists(pending.entity().header().id())
          .map(exists -> exists ? new Refused(CreationRules.idTaken(null)) : pending);
    }
    return Future.succeededFuture(outcome);
  }

  private Future<List<WriteOutcome>> verify(List<WriteOutcome> outcomes) {
    List<Pending> pending = pending(outcomes);
    if (pending.isEmpty()) {
      return Future.succeededFuture(outcomes);
    }
    return crypto
        .verify(pending.stream().map(Pending::toVerify).toList())
        .map(results -> replacePending(outcomes, results, ContentWrites::verified));
  }

  private static WriteOutcome verified(Pending pending, VerificationResult result) {
    return result.refusal().<WriteOutcome>map(Refused::new).orElse(pending);
  }

  /** If the store does not answer, nothing is written and what was taken for others goes back. */
  private Future<List<WriteOutcome>> makeRoom(List<WriteOutcome> outcomes) {
    List<Future<WriteOutcome>> made = outcomes.stream().map(this::makeRoom).toList();
    return Future.join(made)
        .map(all -> all.<WriteOutcome>list())
        .onFailure(failed -> made.stream().filter(Future::succeeded).forEach(this::giveBack));
  }

  private Future<WriteOutcome> makeRoom(WriteOutcome outcome) {
    return outcome instanceof Pending pending
        ? room.take(pending.entity(), pending.growth())
            .<WriteOutcome>map(pending)
            .recover(ContentWrites::refusedForRoom)
        : Future.succeededFuture(outcome);
  }

  private static Future<WriteOutcome> refusedForRoom(Throwable reason) {
    return reason instanceof QuotaExceeded full
        ? Future.succeededFuture(new Refused(full))
        : Future.failedFuture(reason);
  }

  private void giveBack(Future<WriteOutcome> made) {
    if (made.result() instanceof Pending pending) {
      room.giveBack(pending.entity(), pending.growth());
    }
  }

  private Future<List<WriteOutcome>> put(List<WriteOutcome> outcomes) {
    List<WriteOutcome> marked = outcomes.stream().map(this::marked).toList();
    List<Pending> pending = pending(marked);
    if (pending.isEmpty()) {
      return Future.succeededFuture(marked);
    }
    return store
        .putMany(EntityDocument.COLLECTION, pending.stream().map(Pending::document).toList())
        .onFailure(reason -> pending.forEach(each -> failed(each, reason)))
        .map(results -> replacePending(marked, results, this::stored));
  }

  private WriteOutcome marked(WriteOutcome outcome) {
    return outcome instanceof Pending pending
        ? pending.withDocument(room.marked(ChangeMark.of(pending.document(), pending.kind())))
        : outcome;
  }

  private void failed(Pending pending, Throwable reason) {
    room.failed(pending.entity(), pending.document(), pending.growth(), reason);
  }

  private WriteOutcome stored(Pending pending, PutResult result) {
    if (result instanceof PutResult.Stored stored) {
      Done done = new Done(pending.entity().withRev(stored.document().storedRev()));
      room.stored(done.entity(), pending.growth());
      events.publish(done.entity(), pending.kind());
      return done;
    }
    Throwable reason = ((PutResult.Refused) result).reason();
    failed(pending, reason);
    return reason instanceof RevisionConflict
        ? new Outrun()
        : new Refused(Problems.typed(StoreErrors.toApi(reason)));
  }

  /**
   * Decides once more on what was outrun: a repetition, or a refusal by what is there now. That is
   * read again, in turns of its own: the one of the write is over.
   *
   * @param proposals those of the outcomes, and perhaps more after them
   * @param keep what is kept of an outcome when its turn is over
   */
  private Future<List<WriteOutcome>> settle(
      String owner,
      WriteDecision decision,
      List<ProposedWrite> proposals,
      List<WriteOutcome> outcomes,
      UnaryOperator<WriteOutcome> keep) {
    List<ProposedWrite> outrun = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outrun) {
        outrun.add(proposals.get(i));
      }
    }
    if (outrun.isEmpty()) {
      return Future.succeededFuture(outcomes);
    }
    return settle(owner, decision.again(), outrun, memory.few(), new ArrayList<>(), keep)
        .map(List::iterator)
        .map(
            settled ->
                outcomes.stream()
                    .map(each -> each instanceof Outrun ? settled.next() : each)
                    .toList());
  }

  private Future<List<WriteOutcome>> settle(
      String owner,
      WriteDecision decision,
      List<ProposedWrite> left,
      ReadBound bound,
      List<WriteOutcome> settled,
      UnaryOperator<WriteOutcome> keep) {
    if (left.isEmpty()) {
      return Future.succeededFuture(settled);
    }
    return memory
        .during(
            owner,
            bound,
            () ->
                stored(left, bound)
                    .compose(
                        found -> decide(owner, decision, left.subList(0, found.size()), found)))
        .compose(
            outcomes -> {
              outcomes.stream().map(ContentWrites::settled).map(keep).forEach(settled::add);
              List<ProposedWrite> rest = left.subList(outcomes.size(), left.size());
              return settle(owner, decision, rest, memory.large(), settled, keep);
            });
  }

  private static WriteOutcome settled(WriteOutcome decided) {
    return decided instanceof Pending pending
        ? new Refused(new Conflict("somebody else is writing this entity", pending.entity().rev()))
        : decided;
  }

  private static List<Pending> pending(List<WriteOutcome> outcomes) {
    return outcomes.stream().filter(Pending.class::isInstance).map(Pending.class::cast).toList();
  }

  private static <R> List<WriteOutcome> replacePending(
      List<WriteOutcome> outcomes, List<R> results, BiFunction<Pending, R, WriteOutcome> replace) {
    Iterator<R> next = results.iterator();
    Function<WriteOutcome, WriteOutcome> each =
        outcome ->
            outcome instanceof Pending pending ? replace.apply(pending, next.next()) : outcome;
    return outcomes.stream().map(each).toList();
  }
}
