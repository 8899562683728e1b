package dev.salus.benchmarks.gateway;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.protocol.KeyCard;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.atomic.AtomicInteger;

/** As little as Vert.x can do for the same answer, on as many event loops as the gateway has. */
final class BareServer implements AutoCloseable {

  static final String READ = "/read";
  static final String CREATE = "/create";

  private static final int SHARED_FREE_PORT = -1;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger port = new AtomicInteger();

  /**
   * Starts one.
   *
   * @param entity what a read is answered with
   * @param message something that the card has signed
   * @param signature of the message; verified for each creation
   */
  BareServer(Buffer entity, KeyCard card, byte[] message, String signature) {
    await(
        vertx.deployVerticle(
            () -> new Instance(entity, card, message, signature),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())));
  }

  int port() {
    return port.get();
  }

  private final class Instance extends VerticleBase {
    private final Buffer entity;
    private final KeyCard card;
    private final byte[] message;
    private final String signature;

    Instance(Buffer entity, KeyCard card, byte[] message, String signature) {
      this.entity = entity;
      this.card = card;
      this.message = message;
      this.signature = signature;
    }

    @Override
    public Future<?> start() {
      Router router = Router.router(vertx);
      router.route(HttpMethod.GET, READ).handler(context -> answer(context, entity));
      router.route(HttpMethod.POST, CREATE).handler(BodyHandler.create(false));
      router.route(HttpMethod.POST, CREATE).handler(this::create);
      return vertx
          .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(SHARED_FREE_PORT))
          .requestHandler(router)
          .listen()
          .onSuccess(listens -> port.set(listens.actualPort()));
    }

    private void create(RoutingContext context) {
      Buffer body = context.body().buffer();
      JsonObject parsed = new JsonObject(body);
      if (parsed.getString("id") == null || !card.verifies(message, signature)) {
        throw new IllegalStateException("the signature holds");
      }
      answer(context, body);
    }

    private static void answer(RoutingContext context, Buffer body) {
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(body)
          .onFailure(context::fail);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
