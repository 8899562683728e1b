package dev.salus.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.function.Function;

/**
 * {@link EntityService#getText} over the bus: the one call that is made so often that it does not
 * go as JSON. It goes to the same address, as the action {@code get}; the message and its answer
 * are immutable and are handed over as they are within a process.
 */
final class EntityCalls {

  private static final String ACTION = "action";

  /** The question. */
  record Read(Caller caller, String type, String id) {

    JsonObject toJson() {
      return new JsonObject().put("caller", Caller.toJson(caller)).put("type", type).put("id", id);
    }

    static Read fromJson(JsonObject json) {
      return new Read(
          Caller.fromJson(json.getJsonObject("caller")),
          json.getString("type"),
          json.getString("id"));
    }
  }

  static final MessageCodec<Read, Read> READ =
      new ImmutableCodec<>("salus-read-entity", Read::toJson, Read::fromJson);
  static final MessageCodec<EntityText, EntityText> TEXT =
      new ImmutableCodec<>(
          "salus-entity-text",
          text -> new JsonObject().put("rev", text.rev()).put("json", text.json()),
          json -> new EntityText(json.getString("rev"), json.getBuffer("json")));
  private static final DeliveryOptions AS_READ =
      new DeliveryOptions().addHeader(ACTION, "get").setCodecName(READ.name());
  private static final DeliveryOptions AS_TEXT = new DeliveryOptions().setCodecName(TEXT.name());

  private EntityCalls() {}

  /** Hands over what nobody changes; between processes it goes as JSON. */
  private record ImmutableCodec<T>(
      String name, Function<T, JsonObject> write, Function<JsonObject, T> read)
      implements MessageCodec<T, T> {

    @Override
    public void encodeToWire(Buffer buffer, T message) {
      Buffer json = write.apply(message).toBuffer();
      buffer.appendInt(json.length()).appendBuffer(json);
    }

    @Override
    public T decodeFromWire(int at, Buffer buffer) {
      int from = at + Integer.BYTES;
      return read.apply(new JsonObject(buffer.slice(from, from + buffer.getInt(at))));
    }

    @Override
    public T transform(T message) {
      return message;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }

  /** The service over the bus, with failures as they come. */
  static EntityService client(Vertx vertx, String address) {
    registerCodecs(vertx.eventBus());
    return new Client(vertx, address);
  }

  private static final class Client extends EntityServiceVertxEBProxy {
    private final EventBus bus;
    private final NearAddresses near;
    private final String address;

    Client(Vertx vertx, String address) {
      super(vertx, address);
      this.bus = vertx.eventBus();
      this.near = NearAddresses.of(vertx, address);
      this.address = address;
    }

    @Override
    public Future<EntityText> getText(Caller caller, String type, String id) {
      Read read = new Read(caller, type, id);
      String nearest = near.here();
      return nearest == null
          ? ask(address, read)
          : ask(nearest, read)
              .recover(
                  failure -> isGone(failure) ? ask(address, read) : Future.failedFuture(failure));
    }

    private Future<EntityText> ask(String at, Read read) {
      return bus.<EntityText>request(at, read, AS_READ).map(Message::body);
    }

    private static boolean isGone(Throwable failure) {
      return failure instanceof ReplyException reply
          && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
  }

  /**
   * Answers at an address.
   *
   * @param service asked for texts
   * @param replying the same, with failures made ready for the bus; asked for all else
   * @param toBus makes failures ready for the bus
   */
  static MessageConsumer<?> bind(
      Vertx vertx,
      String address,
      EntityService service,
      EntityService replying,
      Function<Throwable, ServiceException> toBus) {
    registerCodecs(vertx.eventBus());
    EntityServiceVertxProxyHandler others = new EntityServiceVertxProxyHandler(vertx, replying);
    Handler<Message<Object>> handler =
        message -> {
          if (message.body() instanceof Read read) {
            answer(message, read, service, toBus);
          } else {
            others.handle(asJson(message));
          }
        };
    vertx.eventBus().localConsumer(NearAddresses.of(vertx, address).add(), handler);
    return vertx.eventBus().consumer(address, handler);
  }

  private static void answer(
      Message<Object> message,
      Read read,
      EntityService service,
      Function<Throwable, ServiceException> toBus) {
    Future.succeededFuture(read)
        .compose(asked -> service.getText(asked.caller(), asked.type(), asked.id()))
        .onSuccess(text -> message.reply(text, AS_TEXT))
        .onFailure(failure -> message.reply(toBus.apply(failure)));
  }

  @SuppressWarnings("unchecked") // All other messages are the generated proxy's.
  private static Message<JsonObject> asJson(Message<?> message) {
    return (Message<JsonObject>) message;
  }

  private static void registerCodecs(EventBus bus) {
    register(bus, READ);
    register(bus, TEXT);
  }

  private static void register(EventBus bus, MessageCodec<?, ?> codec) {
    try {
      bus.registerCodec(codec);
    } catch (IllegalStateException registered) {
      // By whoever came before; it is the same.
    }
  }
}
