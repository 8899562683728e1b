package dev.salus.sdk.sharing;

import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.EntityType;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * With whom a data owner shares what it creates from now on (protocol §7), verified.
 *
 * @param version of the policy; 0 if there has never been one
 * @param delegates data owner ids for each kind, in the order in which they were added
 * @param hash of the signed text that says so, base64url of {@code H(signed bytes)}; null if there
 *     is none
 */
public record AutomaticSharing(
    long version, Map<SharingKind, List<String>> delegates, @Nullable String hash) {

  /** With nobody. */
  public static final AutomaticSharing NONE = new AutomaticSharing(0, Map.of(), null);

  /** Copies the map; every kind is in it. */
  public AutomaticSharing {
    Map<SharingKind, List<String>> copy = new EnumMap<>(SharingKind.class);
    for (SharingKind kind : SharingKind.values()) {
      copy.put(kind, List.copyOf(delegates.getOrDefault(kind, List.of())));
    }
    delegates = Collections.unmodifiableMap(copy);
  }

  static AutomaticSharing of(AutoSharePolicy policy) {
    return new AutomaticSharing(
        policy.version(),
        Map.of(
            SharingKind.ALL,
            policy.all(),
            SharingKind.MEDICAL_INFORMATION,
            policy.medicalInformation(),
            SharingKind.ADMINISTRATIVE_INFORMATION,
            policy.administrativeInformation()),
        hash(policy));
  }

  /** Of a policy's text, base64url. */
  static String hash(AutoSharePolicy policy) {
    return Base64Url.encode(Digests.sha256(policy.signedBytes()));
  }

  /** The delegates of a kind. */
  public List<String> of(SharingKind kind) {
    return delegates.getOrDefault(kind, List.of());
  }

  AutomaticSharing with(SharingKind kind, Collection<String> ids) {
    Set<String> more = new LinkedHashSet<>(of(kind));
    more.addAll(ids);
    return replaced(kind, more);
  }

  AutomaticSharing without(SharingKind kind, Collection<String> ids) {
    Set<String> fewer = new LinkedHashSet<>(of(kind));
    fewer.removeAll(Set.copyOf(ids));
    return replaced(kind, fewer);
  }

  /** Nobody has signed that yet. */
  private AutomaticSharing replaced(SharingKind kind, Set<String> ids) {
    Map<SharingKind, List<String>> changed = new EnumMap<>(delegates);
    changed.put(kind, List.copyOf(ids));
    return new AutomaticSharing(version, changed, null);
  }

  /** Who gets a new entity of this type with all that goes along. */
  public Set<String> fully(EntityType type, String creator) {
    Set<String> ids = new LinkedHashSet<>(of(SharingKind.ALL));
    ids.addAll(of(SharingKind.MEDICAL_INFORMATION));
    ids.remove(creator);
    return ids;
  }

  /** Who gets a new entity of this type without the link secret, and is not among the others. */
  public Set<String> withoutLink(EntityType type, String creator) {
    if (type != EntityType.PATIENT) {
      return Set.of();
    }
    Set<String> ids = new LinkedHashSet<>(of(SharingKind.ADMINISTRATIVE_INFORMATION));
    ids.removeAll(fully(type, creator));
    ids.remove(creator);
    return ids;
  }
}
