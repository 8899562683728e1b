package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;

import dev.salus.api.operation.Operation;
import dev.salus.protocol.AsymmetricOperation;
import dev.salus.sdk.transport.Transport;
import dev.salus.storage.DocumentStore;
import dev.salus.testkit.TransportBetween;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Counts what calls of the SDK cost, on both sides together; one call after the other. */
final class CostMeter implements AutoCloseable {

  private static final String CALL = "salus.test.Call";
  private static final Set<String> READS = Set.of("get", "getText", "getMany", "query", "changes");
  private static final Set<String> WRITES = Set.of("put", "putMany", "delete");

  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final List<Row> rows = new ArrayList<>();
  private final Recording recording = new Recording();

  /** From the beginning of a call to its end. */
  @Name(CALL)
  private static final class Call extends Event {}

  /** All that is counted of a call but for what the recording tells. */
  private record Row(
      String name, long messages, long reads, long writes, long sent, long received) {}

  CostMeter() {
    recording.enable(AsymmetricOperation.class).withoutThreshold();
    recording.enable(Call.class).withoutThreshold().withoutStackTrace();
    recording.start();
  }

  /** The same store, counted. */
  DocumentStore counted(DocumentStore store) {
    return (DocumentStore)
        Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> call(store, method, arguments));
  }

  private Object call(DocumentStore store, Method method, Object[] arguments) throws Throwable {
    if (READS.contains(method.getName())) {
      reads.incrementAndGet();
    } else if (WRITES.contains(method.getName())) {
      writes.incrementAndGet();
    }
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Counts the calls between verticles on this bus. */
  void listenOn(Vertx vertx) {
    vertx
        .eventBus()
        .addInboundInterceptor(
            (DeliveryContext<Object> delivery) -> {
              if (delivery.message().headers().contains("action")) {
                messages.incrementAndGet();
              }
              delivery.next();
            });
  }

  /** The same transport, counted: bytes of parameters and bodies as JSON. */
  Transport counted(Transport transport) {
    return new TransportBetween(transport) {
      @Override
      public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
        sent.addAndGet(parameters.toBuffer().length() + length(body));
        return super.call(operation, parameters, body)
            .onSuccess(answer -> received.addAndGet(length(answer)));
      }
    };
  }

  private static long length(JsonObject json) {
    return json == null ? 0 : json.toBuffer().length();
  }

  /** Makes a call, and counts what it takes until it is done. */
  <T> T during(String name, Supplier<Future<T>> call) {
    List.of(messages, reads, writes, sent, received).forEach(count -> count.set(0));
    Call event = new Call();
    event.begin();
    T result = await(call.get());
    event.commit();
    rows.add(new Row(name, messages.get(), reads.get(), writes.get(), sent.get(), received.get()));
    return result;
  }

  /** What was counted, as a table. */
  String table(Path directory) throws IOException {
    recording.stop();
    Path file = Files.createTempFile(directory, "costs", ".jfr");
    recording.dump(file);
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    List<RecordedEvent> calls =
        events.stream()
            .filter(event -> event.getEventType().getName().equals(CALL))
            .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
            .toList();
    StringBuilder table =
        new StringBuilder(
            "| call | messages | store reads | store writes | signatures made | checked | sealed"
                + " | opened | bytes sent | bytes received |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      table.append(
          String.format(
              "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
              row.name(),
              row.messages(),
              row.reads(),
              row.writes(),
              count(events, calls.get(i), AsymmetricOperation.SIGN),
              count(events, calls.get(i), AsymmetricOperation.VERIFY),
              count(events, calls.get(i), AsymmetricOperation.SEAL),
              count(events, calls.get(i), AsymmetricOperation.OPEN),
              row.sent(),
              row.received()));
    }
    return table.toString();
  }

  private static long count(List<RecordedEvent> events, RecordedEvent call, String kind) {
    return events.stream()
        .filter(event -> !event.getEventType().getName().equals(CALL))
        .filter(event -> kind.equals(event.getString("kind")))
        .filter(event -> isWithin(event.getStartTime(), call))
        .count();
  }

  private static boolean isWithin(Instant time, RecordedEvent call) {
    return !time.isBefore(call.getStartTime()) && !time.isAfter(call.getEndTime());
  }

  @Override
  public void close() {
    recording.close();
  }
}
