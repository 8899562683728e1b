package dev.salus.sdk.sealing;

import dev.salus.api.Conflict;
import dev.salus.api.SalusException;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sharing.AutomaticSharing;
import dev.salus.sdk.sharing.AutomaticSharingBook;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With whom a new entity is shared as it is created (protocol §7). A delegate that cannot be shared
 * with, or a policy that is refused, never blocks the creation: it is skipped, with the reason.
 */
public final class AutomaticRecipients {

  private static final Logger LOG = LoggerFactory.getLogger(AutomaticRecipients.class);
  private static final LinkFields NO_LINK = new LinkFields(null, null);

  private final String creator;
  private final AutomaticSharingBook book;
  private final ExchangeBook exchanges;

  /**
   * With whom the new entities of one call are shared.
   *
   * @param fully the exchanges with those who get all that goes along
   * @param withoutLink with those who are not told what finds a patient's data
   * @param skipped who cannot be shared with
   * @param policy whether they are as the newest policy says that is known by now
   */
  public record Delegates(
      List<OpenedExchange> fully,
      List<OpenedExchange> withoutLink,
      List<SkippedDelegate> skipped,
      BooleanSupplier policy) {

    /** Whether nothing was decided since: neither with whom to share, nor about their cards. */
    public boolean isCurrent() {
      return policy.getAsBoolean()
          && Stream.concat(fully.stream(), withoutLink.stream())
              .allMatch(OpenedExchange::isCurrent);
    }

    /**
     * To be asked for as something was sealed to them.
     *
     * @throws Conflict if with whom the creator shares was decided anew
     */
    public void requirePolicy() {
      if (!policy.getAsBoolean()) {
        throw new Conflict("with whom you share has changed meanwhile: do it again", null);
      }
    }

    /** How many there are. */
    public int number() {
      return fully.size() + withoutLink.size();
    }

    /** The recipients of one entity. */
    public List<Recipient> recipients(LinkFields link) {
      return Stream.concat(
              fully.stream().map(to -> new Recipient(to, Permission.WRITE, link)),
              withoutLink.stream().map(to -> new Recipient(to, Permission.WRITE, NO_LINK)))
          .toList();
    }
  }

  /** What came of looking for one delegate's exchange. */
  private sealed interface Attempt {
    record Reached(OpenedExchange exchange) implements Attempt {}

    record Skipped(SkippedDelegate delegate) implements Attempt {}
  }

  /** The delegates of what this data owner creates. */
  AutomaticRecipients(String creator, AutomaticSharingBook book, ExchangeBook exchanges) {
    this.creator = creator;
    this.book = book;
    this.exchanges = exchanges;
  }

  /** The delegates of new entities of a type. */
  public Future<Delegates> of(EntityType type) {
    return book.current().compose(sharing -> delegates(type, sharing)).recover(this::withoutPolicy);
  }

  private Future<Delegates> withoutPolicy(Throwable failure) {
    if (!(failure instanceof RefusedPolicy refused)) {
      return Future.failedFuture(failure);
    }
    LOG.warn("nothing is shared automatically: {}", refused.getMessage());
    SkippedDelegate everybody = new SkippedDelegate("*", refused.reason().sentence());
    long version = book.version();
    return Future.succeededFuture(
        new Delegates(List.of(), List.of(), List.of(everybody), () -> book.isCurrent(version)));
  }

  private Future<Delegates> delegates(EntityType type, AutomaticSharing sharing) {
    List<Future<Attempt>> fully = attempts(sharing.fully(type, creator));
    List<Future<Attempt>> withoutLink = attempts(sharing.withoutLink(type, creator));
    List<Future<Attempt>> all = new ArrayList<>(fully);
    all.addAll(withoutLink);
    return Future.all(all)
        .map(
            done ->
                new Delegates(
                    exchanges(fully),
                    exchanges(withoutLink),
                    skipped(all),
                    () -> book.isCurrent(sharing.version())));
  }

  private List<Future<Attempt>> attempts(Collection<String> delegates) {
    return delegates.stream().map(this::attempt).toList();
  }

  private Future<Attempt> attempt(String delegate) {
    return exchanges
        .forWrapping(delegate)
        .<Attempt>map(Attempt.Reached::new)
        .recover(failure -> skip(delegate, failure));
  }

  /** What says nothing of the delegate fails the creation, which can be tried again. */
  private static Future<Attempt> skip(String delegate, Throwable failure) {
    if (failure instanceof Unavailable
        || failure instanceof TooManyRequests
        || failure instanceof Unauthenticated
        || failure instanceof SecondFactorRequired) {
      return Future.failedFuture(failure);
    }
    LOG.warn("not shared automatically with {}: {}", delegate, failure.getClass().getSimpleName());
    boolean typed = failure instanceof ClientException || failure instanceof SalusException;
    String reason = typed ? failure.getMessage() : null;
    return Future.succeededFuture(
        new Attempt.Skipped(new SkippedDelegate(delegate, reason == null ? "unknown" : reason)));
  }

  private static List<OpenedExchange> exchanges(List<Future<Attempt>> attempts) {
    return attempts.stream()
        .flatMap(
            attempt ->
                attempt.result() instanceof Attempt.Reached reached
                    ? Stream.of(reached.exchange())
                    : Stream.empty())
        .toList();
  }

  private static List<SkippedDelegate> skipped(List<Future<Attempt>> attempts) {
    return attempts.stream()
        .flatMap(
            attempt ->
                attempt.result() instanceof Attempt.Skipped skipped
                    ? Stream.of(skipped.delegate())
                    : Stream.empty())
        .toList();
  }
}
