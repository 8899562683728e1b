package dev.salus.sdk;

import dev.salus.core.api.NotFound;
import dev.salus.core.protocol.EntityType;
import dev.salus.sdk.model.DataSample;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The healthcare elements that data samples name. */
final class LinkedElements {

  private static final int MOST_AT_ONCE = 1_000;

  private final Client client;

  LinkedElements(Client client) {
    this.client = client;
  }

  /** Fails with {@link NotFound} naming an element that the caller may not see. */
  Future<Void> require(Collection<DataSample> samples) {
    Set<String> ids = new LinkedHashSet<>();
    samples.forEach(sample -> ids.addAll(sample.healthcareElements()));
    Future<Void> required = Future.succeededFuture();
    List<String> all = new ArrayList<>(ids);
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()));
      required = required.compose(done -> requireSome(some));
    }
    return required;
  }

  private Future<Void> requireSome(List<String> ids) {
    return client
        .transport()
        .entities(EntityType.HEALTHCARE_ELEMENT, ids)
        .map(
            answer -> {
              Set<String> missing = new LinkedHashSet<>(ids);
              Answers.items(answer).forEach(item -> missing.remove(Answers.text(item, "id")));
              if (!missing.isEmpty()) {
                throw new NotFound(
                    "there is no healthcare element "
                        + missing.iterator().next()
                        + " that you can see");
              }
              return null;
            });
  }
}
