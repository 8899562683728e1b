package dev.salus.sdk.sealing;

import dev.salus.protocol.EntityHeader;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the links of a reader's delegations (protocol §5). A worker's job. */
final class LinkOpener {

  private final Wraps wraps;

  /**
   * What the links say.
   *
   * @param secret a patient's link secret, by the most credible delegation that has one
   * @param patients whom the entity is said to be about, the most credible first
   */
  record Links(@Nullable Secret secret, List<String> patients) {

    /** About the most credible patient. */
    LinkFields fields() {
      return new LinkFields(patients.stream().findFirst().orElse(null), secret);
    }
  }

  LinkOpener(Wraps wraps) {
    this.wraps = wraps;
  }

  /** What those links say that open; fails with {@link TamperedEntity} if none of them does. */
  Links open(EntityHeader header, List<HeldDelegation> held) {
    Secret secret = null;
    Set<String> patients = new LinkedHashSet<>();
    TamperedEntity junk = null;
    boolean opened = false;
    for (HeldDelegation each : held) {
      String link = each.held().delegation().link();
      if (link == null || each.own() == null) {
        continue;
      }
      try {
        LinkFields fields = open(header, each, link, each.own().key().wrapKey());
        opened = true;
        secret = secret == null ? fields.secret() : secret;
        if (fields.patient() != null) {
          patients.add(fields.patient());
        }
      } catch (TamperedEntity failure) {
        junk = failure;
      }
    }
    if (junk != null && !opened) {
      throw junk;
    }
    return new Links(secret, List.copyOf(patients));
  }

  private LinkFields open(
      EntityHeader header, HeldDelegation delegation, String link, Secret wrapKey) {
    delegation.requireParties(header.id());
    try {
      return wraps.unwrapLink(
          link,
          wrapKey,
          DelegationPlace.of(header, delegation.held().exchangeId(), delegation.held().grant()));
    } catch (CryptoFailure failure) {
      throw new TamperedEntity(header.id(), What.WRAP, delegation.held().grant().by());
    }
  }
}
