package dev.salus.storage.couchdb;

import dev.salus.storage.Document;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Makes writes of what callers hand in, on the caller's thread: after it nothing is shared. */
final class WritePreparation {

  private final WriteTokens tokens;
  private final int mostBytes;

  WritePreparation(WriteTokens tokens, int mostBytes) {
    this.tokens = tokens;
    this.mostBytes = mostBytes;
  }

  /**
   * Copies the document.
   *
   * @throws IllegalArgumentException if its body is not JSON, or too large for CouchDB
   */
  PreparedPut put(Document document) {
    Buffer body = StoredForm.encodeBody(document.body());
    if (body.length() > mostBytes) {
      throw new IllegalArgumentException(
          "a document larger than maxDocumentBytes, " + mostBytes + " bytes");
    }
    return new PreparedPut(
        PendingWrite.put(document.id(), document.rev(), tokens.next(), body), body);
  }

  /**
   * Copies the documents.
   *
   * @throws IllegalArgumentException as {@link #put}, or if an id occurs twice
   */
  List<PreparedPut> putMany(List<Document> documents) {
    Set<String> ids = new HashSet<>();
    for (Document document : documents) {
      if (!ids.add(document.id())) {
        throw new IllegalArgumentException("a document twice");
      }
    }
    return documents.stream().map(this::put).toList();
  }

  PendingWrite delete(String id, String rev) {
    return PendingWrite.delete(id, Objects.requireNonNull(rev, "rev"), tokens.next());
  }
}
