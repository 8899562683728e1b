package dev.salus.sdk.model;

import dev.salus.sdk.json.JsonObjectReader;
import java.util.List;

/**
 * A field of a record that is not what it must be, as somebody else wrote it. It counts as left
 * out, and stays as it is when the record is modified, unless it is given another value (protocol
 * §4.1).
 *
 * @param field its path, for example {@code content.en.numberValue}
 * @param rule what it must be
 */
public record UnreadableField(String field, String rule) {

  /** What a reader did not take. */
  static List<UnreadableField> of(JsonObjectReader in) {
    return in.faults().stream()
        .map(fault -> new UnreadableField(fault.field(), fault.rule()))
        .toList();
  }
}
