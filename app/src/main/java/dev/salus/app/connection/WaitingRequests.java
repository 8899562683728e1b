package dev.salus.app.connection;

import dev.salus.app.dialogue.NamedCommands;
import dev.salus.protocol.Ids;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a user's help, having lost their keys: told at the log-in already, since they are
 * on the phone. It takes no keys to tell, and all of it is the server's word, which may be anything
 * or not end.
 */
final class WaitingRequests {

  /** More are counted, and not named. */
  private static final int MOST_NAMED = 5;

  private static final int PAGE = 200;

  /** Whoever is on later pages has not asked lately: the newest come first. */
  static final int MOST_PAGES = 5;

  private static final String AND_MORE = " or more";

  private final ServerApi server;

  private WaitingRequests(ServerApi server) {
    this.server = server;
  }

  /**
   * Those who ask.
   *
   * @param ids theirs
   * @param areAll whether there are no more
   */
  private record Askers(NavigableSet<String> ids, boolean areAll) {

    Askers with(Stream<String> more, boolean all) {
      NavigableSet<String> both = new TreeSet<>(ids);
      more.forEach(both::add);
      return new Askers(both, areAll && all);
    }
  }

  /** The sentence; empty if nobody waits, or the user is for no data owner. */
  static Future<Optional<String>> sentence(ServerApi server) {
    WaitingRequests waiting = new WaitingRequests(server);
    return server
        .me()
        .map(user -> Optional.ofNullable(ServerAnswers.optionalText(user, "dataOwner")))
        .compose(
            owner ->
                owner.map(waiting::of).orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<String>> of(String owner) {
    Askers none = new Askers(new TreeSet<>(), true);
    return more(none, server::accessBackRequests, request -> true, null, MOST_PAGES)
        .compose(
            found ->
                more(
                    found,
                    server::notaryRequests,
                    request -> !isAnswered(request, owner),
                    null,
                    MOST_PAGES))
        .compose(
            found ->
                found.ids().isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : who(found).map(who -> Optional.of(sentence(found, who))));
  }

  /** Those of the pages from the cursor on, so many at most. */
  private Future<Askers> more(
      Askers before,
      Function<JsonObject, Future<JsonObject>> list,
      Predicate<JsonObject> which,
      @Nullable String cursor,
      int pages) {
    JsonObject query = new JsonObject().put("for", "me").put("limit", PAGE);
    return list.apply(cursor == null ? query : query.put("cursor", cursor))
        .compose(
            answer -> {
              String next = ServerAnswers.next(answer);
              boolean last = pages == 1;
              Askers found = before.with(askers(answer, which), next == null || !last);
              return next == null || last
                  ? Future.succeededFuture(found)
                  : more(found, list, which, next, pages - 1);
            });
  }

  private static Stream<String> askers(JsonObject answer, Predicate<JsonObject> which) {
    return ServerAnswers.items(answer).stream()
        .filter(which)
        .flatMap(
            request -> Optional.ofNullable(ServerAnswers.optionalText(request, "owner")).stream())
        .filter(Ids::isUuid);
  }

  private static boolean isAnswered(JsonObject request, String owner) {
    return request.getValue("shares") instanceof JsonObject shares && shares.containsKey(owner);
  }

  private Future<String> who(Askers askers) {
    if (askers.ids().size() > MOST_NAMED || !askers.areAll()) {
      return Future.succeededFuture(askers.ids().size() + " people");
    }
    List<Future<String>> names = askers.ids().stream().map(this::name).toList();
    return Future.all(names).map(all -> String.join(", ", all.<String>list()));
  }

  /** With the id: a name alone could be that of two. The id alone if no name can be had. */
  private Future<String> name(String asker) {
    return server
        .dataOwner(asker)
        .map(found -> Optional.ofNullable(ServerAnswers.optionalText(found, "name")))
        .otherwise(Optional.empty())
        .map(
            name ->
                name.map(text -> "'" + NamedCommands.ofOthers(text) + "' (" + asker + ")")
                    .orElse(asker));
  }

  private static String sentence(Askers askers, String who) {
    return "As the server says, "
        + who
        + (askers.areAll() ? "" : AND_MORE)
        + (askers.ids().size() == 1 && askers.areAll() ? " waits" : " wait")
        + " for you, having lost their keys: 'salus keys status' shows what they ask for, and how"
        + " you answer.";
  }
}
