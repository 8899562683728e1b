package dev.salus.core.crypto;

import dev.salus.protocol.ExchangeRecord;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stored form of an exchange record: the record and, for the index, its parties. */
final class ExchangeDocument {

  private ExchangeDocument() {}

  static JsonObject toBody(ExchangeRecord record) {
    return new JsonObject()
        .put("record", record.toJson())
        .put("parties", new JsonArray(parties(record)));
  }

  static ExchangeRecord record(Document document) {
    return ExchangeRecord.parse(shown(document));
  }

  /** The record as it travels, which is how it is kept. */
  static JsonObject shown(Document document) {
    return document.body().getJsonObject("record");
  }

  /** Whether somebody is a party, without reading the whole record. */
  static boolean isParty(Document document, @Nullable String dataOwner) {
    return dataOwner != null && document.body().getJsonArray("parties").contains(dataOwner);
  }

  /** Delegator and delegate; one only for a record with oneself. */
  static List<String> parties(ExchangeRecord record) {
    return Stream.of(record.delegator(), record.delegate()).distinct().toList();
  }
}
