package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Large answers are not read on event loops, which others wait for. */
final class EventLoopTest {

  /** Characters; what is smaller is read where it arrives. */
  private static final int LARGE = 20_000;

  /** An entity that notes on which kind of thread its content is read. */
  private static final class Watched extends JsonObject {

    private final Set<Boolean> onEventLoop;

    private Watched(Map<String, Object> fields, Set<Boolean> onEventLoop) {
      super(fields);
      this.onEventLoop = onEventLoop;
    }

    @Override
    public Object getValue(String key) {
      if (key.equals("content")) {
        onEventLoop.add(Context.isOnEventLoopThread());
      }
      return super.getValue(key);
    }
  }

  @Scenario
  void largeEntitiesAreReadOnWorkers(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient large = Examples.johnSnow().toBuilder().note("x".repeat(LARGE)).build();
    Patient john = await(hcp1.patients().createOrModifyPatient(large));
    Set<Boolean> onEventLoop = ConcurrentHashMap.newKeySet();
    server.on(
        Operation.ENTITY,
        (asked, honest) -> honest.get().map(entity -> watched(entity, onEventLoop)));
    server.on(
        Operation.LIST_ENTITIES,
        (asked, honest) -> honest.get().map(answer -> watchedItems(answer, onEventLoop)));

    onEventLoop(world, () -> hcp1.patients().getPatient(john.id()));
    onEventLoop(world, () -> hcp1.patients().getAndTryDecrypt(john.id()));
    onEventLoop(world, () -> hcp1.patients().getPatients(EntityFilter.ALL));

    assertThat(onEventLoop).containsExactly(false);
  }

  private static void onEventLoop(World world, Supplier<Future<?>> call) {
    Promise<Object> promise = Promise.promise();
    world
        .vertx()
        .getOrCreateContext()
        .runOnContext(now -> call.get().<Object>map(x -> x).onComplete(promise));
    assertThat(await(promise.future())).isNotNull();
  }

  private static JsonObject watched(JsonObject entity, Set<Boolean> onEventLoop) {
    return new Watched(entity.getMap(), onEventLoop);
  }

  private static JsonObject watchedItems(JsonObject answer, Set<Boolean> onEventLoop) {
    JsonArray items = new JsonArray();
    answer
        .getJsonArray("items")
        .forEach(item -> items.add(watched((JsonObject) item, onEventLoop)));
    return answer.put("items", items);
  }
}
