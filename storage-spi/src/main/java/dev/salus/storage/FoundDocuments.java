package dev.salus.storage;

import java.util.List;
import java.util.Optional;

/**
 * The documents of the first of some ids.
 *
 * @param documents in the order of the ids, empty where there is none
 * @param rest the ids after those, which were not looked at: whether they are there is not known
 */
public record FoundDocuments(List<Optional<Document>> documents, List<String> rest) {
  /** Copies both. */
  public FoundDocuments {
    documents = List.copyOf(documents);
    rest = List.copyOf(rest);
  }

  /** What was found of the first ids, as many as there are documents. */
  public static FoundDocuments of(List<Optional<Document>> documents, List<String> ids) {
    return new FoundDocuments(documents, ids.subList(documents.size(), ids.size()));
  }

  /** Whether all ids were looked at. */
  public boolean isWhole() {
    return rest.isEmpty();
  }
}
