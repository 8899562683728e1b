package dev.salus.storage.couchdb;

import dev.salus.storage.Document;
import dev.salus.storage.couchdb.form.StoredForm;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Makes writes of what callers hand in, on the caller's thread: after it nothing is shared. */
final class WritePreparation {

  private final WriteTokens tokens;
  private final DocumentLimit limit;

  WritePreparation(WriteTokens tokens, DocumentLimit limit) {
    this.tokens = tokens;
    this.limit = limit;
  }

  /**
   * Copies the document. One that is too large for CouchDB has failed already.
   *
   * @throws IllegalArgumentException if its body is not JSON
   */
  PreparedPut put(Document document) {
    Buffer body = StoredForm.encodeBody(document.body());
    if (body.length() > limit.mostBytes()) {
      return refused(document);
    }
    return new PreparedPut(
        PendingWrite.put(document.id(), document.rev(), tokens.next(), body), body);
  }

  /** What was too large is not kept while others are written. */
  private PreparedPut refused(Document document) {
    Buffer nothing = Buffer.buffer();
    PendingWrite write = PendingWrite.put(document.id(), document.rev(), tokens.next(), nothing);
    write.fail(limit.tooLarge());
    return new PreparedPut(write, nothing);
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
