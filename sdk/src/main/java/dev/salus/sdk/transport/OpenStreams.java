package dev.salus.sdk.transport;

import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The event streams of a transport, which end with it. */
final class OpenStreams {

  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

  /** Keeps a stream until it has ended. */
  EventStream add(EventStream stream) {
    streams.add(stream);
    stream.ended().onComplete(ended -> streams.remove(stream));
    return stream;
  }

  /** Closes all; never fails. */
  Future<Void> close() {
    return Future.join(streams.stream().map(EventStream::close).toList()).mapEmpty();
  }
}
