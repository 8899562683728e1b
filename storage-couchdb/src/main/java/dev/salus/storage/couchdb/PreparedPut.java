package dev.salus.storage.couchdb;

import dev.salus.storage.Document;
import dev.salus.storage.PutResult;
import dev.salus.storage.StoreException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A put on its way, and the copy of its body that the caller gets back.
 *
 * @param body JSON text
 */
record PreparedPut(PendingWrite write, Buffer body) {

  /** The document as it is stored now. */
  Document stored(String rev) {
    return new Document(write.id(), rev, new JsonObject(body));
  }

  /** The results of puts that have ended. */
  static List<PutResult> results(List<PreparedPut> puts, List<Future<String>> ended) {
    List<PutResult> results = new ArrayList<>(puts.size());
    for (int i = 0; i < puts.size(); i++) {
      results.add(puts.get(i).result(ended.get(i)));
    }
    return results;
  }

  private PutResult result(Future<String> ended) {
    if (ended.succeeded()) {
      return new PutResult.Stored(stored(ended.result()));
    }
    if (ended.cause() instanceof StoreException refusal) {
      return new PutResult.Refused(refusal);
    }
    throw new IllegalStateException("a write ended with no failure of the store", ended.cause());
  }
}
