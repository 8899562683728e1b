package dev.salus.gateway.events;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.EntityService;
import dev.salus.api.Invalid;
import dev.salus.api.SalusException;
import dev.salus.api.Services;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.api.event.AccountChanged;
import dev.salus.api.event.CardsChanged;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.event.EntityChanged;
import dev.salus.api.event.EventPosition;
import dev.salus.gateway.token.Admission;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
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
import org.jspecify.annotations.Nullable;

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

  private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

  private final Vertx vertx;
  private final EventLimits limits;
  private final SocketBudget budget;
  private final Clock clock;
  private final Map<String, Set<EventSocket>> byReader = new HashMap<>();
  private final EntityService entities;
  private @Nullable String sequence;
  private boolean stopping;

  /** No sockets yet; their limits are those of the process. */
  public EventSockets(Vertx vertx, EventLimits limits, Clock clock) {
    this.vertx = vertx;
    this.limits = limits;
    this.budget = SocketBudget.of(vertx, limits);
    this.clock = clock;
    this.entities = Services.entities(vertx);
  }

  /** How many sockets are open at all gateways on a {@link Vertx}. */
  public static int openOn(Vertx vertx, EventLimits limits) {
    return SocketBudget.of(vertx, limits).open();
  }

  /** Listens to the bus and looks after the sockets from now on. */
  public Future<Void> start() {
    vertx.setPeriodic(limits.pingInterval().toMillis(), timer -> each(this::look));
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
    Future<Void> positions =
        vertx
            .eventBus()
            .<JsonObject>consumer(Addresses.EVENT_POSITIONS, message -> onPosition(message.body()))
            .completion();
    return Future.all(listening)
        .compose(heard -> cards)
        .compose(heard -> positions)
        .onSuccess(heard -> vertx.eventBus().publish(Addresses.EVENT_POSITION_ASKED, null, LOCAL));
  }

  private void look(EventSocket socket) {
    socket.check();
    tellPosition(socket);
  }

  private void tellPosition(EventSocket socket) {
    String known = sequence;
    if (known != null && socket.wantsPositions()) {
      socket.tellLivePosition(new EventPosition(clock.millis(), known));
    }
  }

  /** All that is up to here was told to these sockets, since it came before this on the bus. */
  private void onPosition(JsonObject told) {
    boolean first = sequence == null;
    sequence = told.getString("sequence");
    if (sequence == null) {
      closeIf(EventSocket::wantsPositions, SocketClosing.GONE);
    } else if (first) {
      each(this::tellPosition);
    }
  }

  /**
   * Makes a socket of a request.
   *
   * <p>Fails with {@link dev.salus.api.TooManyRequests} or {@link Unavailable} if there are too
   * many already, with {@link Invalid} if what it is to be told since is no position; nothing is
   * upgraded then.
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
    String since = filter.since();
    boolean past = since != null && !since.equals(EventPosition.NOW);
    if (since != null && past && EventPosition.parse(since).isEmpty()) {
      throw new Invalid("since", "since: is neither 'now' nor a position that was told");
    }
    String user = admission.caller().user();
    SocketBudget.Place place = budget.take(user);
    SocketBudget.Place replay = past ? replay(user, place) : SocketBudget.NO_PLACE;
    return upgrade
        .get()
        .onFailure(failed -> place.giveBack())
        .onFailure(failed -> replay.giveBack())
        .map(socket -> new EventSocket(socket, admission, filter, cards, clock))
        .onSuccess(socket -> opened(socket, admission, place))
        .onSuccess(socket -> begin(socket, filter, past, replay))
        .mapEmpty();
  }

  private SocketBudget.Place replay(String user, SocketBudget.Place place) {
    try {
      return budget.takeReplay(user);
    } catch (SalusException full) {
      place.giveBack();
      throw full;
    }
  }

  /** From here on it is told of what changes; what changed before comes first. */
  private void begin(
      EventSocket socket, ChangeFilter filter, boolean past, SocketBudget.Place replay) {
    Future<Void> told =
        past
            ? new ChangeReplay(entities, socket, filter).run(Objects.requireNonNull(filter.since()))
            : Future.succeededFuture();
    told.onComplete(
        done -> {
          replay.giveBack();
          tellPosition(socket);
        });
  }

  private void opened(EventSocket opened, Admission admission, SocketBudget.Place place) {
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
    admission
        .again()
        .get()
        .onSuccess(now -> closeIfMeanwhileChanged(opened, now.caller()))
        .onFailure(refused -> opened.close(reason(refused)));
  }

  /** Other roles, or a second factor that is required: the client comes again as who it is now. */
  private static void closeIfMeanwhileChanged(EventSocket opened, Caller now) {
    if (!now.equals(opened.caller())) {
      opened.close(SocketClosing.UNAUTHENTICATED);
    }
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
