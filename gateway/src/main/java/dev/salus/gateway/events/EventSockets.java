package dev.salus.gateway.events;

import dev.salus.api.AccountChanged;
import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.CardsChanged;
import dev.salus.api.ChangeFilter;
import dev.salus.api.EntityChanged;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.gateway.token.Admission;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The clients of one gateway instance that are told of changes, and what the bus says that they are
 * told. For one event loop only.
 */
public final class EventSockets {

  /** The subprotocol that the gateway speaks, if a client asks for one. */
  public static final String SUBPROTOCOL = "salus.events.v1";

  private static final String ADMINISTRATORS = "*";
  private static final String NOBODY = "";
  private static final long RETRY_AFTER_MS = 1_000;

  private final Vertx vertx;
  private final EventLimits limits;
  private final SocketBudget budget;
  private final Clock clock;
  private final Map<String, Set<EventSocket>> byReader = new HashMap<>();
  private boolean stopping;

  /** No sockets yet; their limits are those of the process. */
  public EventSockets(Vertx vertx, EventLimits limits, Clock clock) {
    this.vertx = vertx;
    this.limits = limits;
    this.budget = SocketBudget.of(vertx, limits);
    this.clock = clock;
  }

  /** How many sockets are open at all gateways on a {@link Vertx}. */
  public static int openOn(Vertx vertx, EventLimits limits) {
    return SocketBudget.of(vertx, limits).open();
  }

  /** Listens to the bus and looks after the sockets from now on. */
  public Future<Void> start() {
    vertx.setPeriodic(limits.pingInterval().toMillis(), timer -> each(EventSocket::check));
    List<Future<Void>> listening =
        Arrays.stream(EntityType.values())
            .map(
                type ->
                    vertx
                        .eventBus()
                        .<JsonObject>consumer(
                            Addresses.entityEvents(type), message -> onChange(message.body()))
                        .completion())
            .toList();
    Future<Void> cards =
        vertx
            .eventBus()
            .<JsonObject>consumer(
                Addresses.CARD_EVENTS, message -> onCards(CardsChanged.fromJson(message.body())))
            .completion();
    return Future.all(listening).compose(heard -> cards);
  }

  /**
   * Makes a socket of a request.
   *
   * <p>Fails with {@link dev.salus.api.TooManyRequests} or {@link Unavailable} if there are too
   * many already; nothing is upgraded then.
   *
   * @param admission who asks, and until when
   * @param upgrade makes a WebSocket of the request, once
   * @param filter which changes are told
   * @param cards whether it is told of cards that nobody vouches for
   */
  public Future<Void> open(
      Admission admission,
      Supplier<Future<ServerWebSocket>> upgrade,
      ChangeFilter filter,
      boolean cards) {
    if (stopping) {
      throw new Unavailable("the server stops", RETRY_AFTER_MS);
    }
    SocketBudget.Place place = budget.take(admission.caller().user());
    return upgrade
        .get()
        .onFailure(failed -> place.giveBack())
        .map(
            socket ->
                opened(new EventSocket(socket, admission, filter, cards, clock), admission, place));
  }

  private Void opened(EventSocket opened, Admission admission, SocketBudget.Place place) {
    Set<EventSocket> others =
        byReader.computeIfAbsent(reader(opened.caller()), reader -> new HashSet<>());
    others.add(opened);
    opened.begin(
        limits.queueBytes(),
        () -> {
          remove(opened);
          place.giveBack();
        });
    // The session may have ended since it was asked for the first time; from here on it is heard.
    admission.again().get().onFailure(refused -> opened.close(reason(refused)));
    return null;
  }

  private static SocketClosing reason(Throwable refused) {
    return refused instanceof Unauthenticated ? SocketClosing.UNAUTHENTICATED : SocketClosing.LATER;
  }

  private void remove(EventSocket socket) {
    byReader.computeIfPresent(
        reader(socket.caller()),
        (reader, sockets) -> {
          sockets.remove(socket);
          return sockets.isEmpty() ? null : sockets;
        });
  }

  private static String reader(Caller caller) {
    return caller.isAdmin()
        ? ADMINISTRATORS
        : Objects.requireNonNullElse(caller.dataOwner(), NOBODY);
  }

  private void onChange(JsonObject json) {
    if (byReader.isEmpty()) {
      return;
    }
    EntityChanged change = EntityChanged.fromJson(json);
    String event = change.toEvent().encode();
    tell(ADMINISTRATORS, change, event);
    change.delegates().forEach(delegate -> tell(delegate, change, event));
  }

  private void onCards(CardsChanged change) {
    if (change.unvouched() == null) {
      return;
    }
    String event = change.toEvent().encode();
    tellOfCards(ADMINISTRATORS, event);
    change.counterparts().forEach(counterpart -> tellOfCards(counterpart, event));
  }

  private void tellOfCards(String reader, String event) {
    byReader.getOrDefault(reader, Set.of()).forEach(socket -> socket.tellOfCards(event));
  }

  private void tell(String reader, EntityChanged change, String event) {
    byReader.getOrDefault(reader, Set.of()).forEach(socket -> socket.tell(change, event));
  }

  /** Closes the sockets of a user or session that has changed or ended. */
  public void onAccount(AccountChanged changed) {
    closeIf(socket -> changed.concerns(socket.caller()), SocketClosing.UNAUTHENTICATED);
  }

  /** Takes no more, and asks those that there are to go. */
  public void stop() {
    stopping = true;
    closeIf(socket -> true, SocketClosing.STOPPING);
  }

  private void closeIf(Predicate<EventSocket> concerned, SocketClosing why) {
    each(
        socket -> {
          if (concerned.test(socket)) {
            socket.close(why);
          }
        });
  }

  private void each(Consumer<EventSocket> action) {
    List<EventSocket> all = byReader.values().stream().flatMap(Set::stream).toList();
    all.forEach(action);
  }
}
