package dev.salus.sdk.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.EntityType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Who gets what of a new entity by a policy (protocol §7). */
final class AutomaticSharingTest {

  private static final String CREATOR = "a";
  private static final List<String> PEOPLE = List.of(CREATOR, "b", "c", "d");

  @Provide
  Arbitrary<Map<SharingKind, List<String>>> delegates() {
    return Arbitraries.maps(
        Arbitraries.of(SharingKind.class), Arbitraries.of(PEOPLE).list().uniqueElements());
  }

  @Provide
  Arbitrary<SharingKind> kinds() {
    return Arbitraries.of(SharingKind.class);
  }

  @Property
  void nobodyGetsWithTheLinkWhatIsForAdministrationOnlyAndTheCreatorGetsNothing(
      @ForAll("delegates") Map<SharingKind, List<String>> delegates, @ForAll EntityType type) {
    AutomaticSharing sharing = new AutomaticSharing(1, delegates, null);
    Set<String> wanted = new LinkedHashSet<>(sharing.of(SharingKind.ALL));
    wanted.addAll(sharing.of(SharingKind.MEDICAL_INFORMATION));
    wanted.remove(CREATOR);

    Set<String> fully = sharing.fully(type, CREATOR);
    Set<String> without = sharing.withoutLink(type, CREATOR);

    assertThat(fully).isEqualTo(wanted);
    assertThat(without).doesNotContain(CREATOR);
    assertThat(Collections.disjoint(without, fully)).isTrue();
    if (type == EntityType.PATIENT) {
      Set<String> rest = new LinkedHashSet<>(sharing.of(SharingKind.ADMINISTRATIVE_INFORMATION));
      rest.removeAll(wanted);
      rest.remove(CREATOR);
      assertThat(without).isEqualTo(rest);
    } else {
      assertThat(without).isEmpty();
    }
  }

  @Property
  void addingAndRemovingConcernOneKindAndKeepTheVersion(
      @ForAll("delegates") Map<SharingKind, List<String>> delegates,
      @ForAll("kinds") SharingKind kind) {
    AutomaticSharing before = new AutomaticSharing(3, delegates, null);

    AutomaticSharing more = before.with(kind, List.of("b", "c"));
    AutomaticSharing fewer = more.without(kind, List.of("b", "c"));

    assertThat(more.of(kind))
        .contains("b", "c")
        .containsAll(before.of(kind))
        .doesNotHaveDuplicates();
    assertThat(fewer.of(kind)).doesNotContain("b", "c");
    for (SharingKind other : SharingKind.values()) {
      if (other != kind) {
        assertThat(fewer.of(other)).isEqualTo(before.of(other));
      }
    }
    assertThat(List.of(more.version(), fewer.version())).containsOnly(3L);
  }

  @Example
  void eachKindHasItsPlaceInThePolicy() {
    AutoSharePolicy policy =
        new AutoSharePolicy("a", 2, 1, List.of("b"), List.of("c"), List.of("d"), "key", "");

    AutomaticSharing sharing = AutomaticSharing.of(policy);

    Map<SharingKind, List<String>> written = new EnumMap<>(SharingKind.class);
    for (SharingKind kind : SharingKind.values()) {
      written.put(
          kind,
          policy.toJson().getJsonArray(kind.wireName()).stream().map(String.class::cast).toList());
    }
    assertThat(sharing.delegates()).isEqualTo(written);
    assertThat(sharing.version()).isEqualTo(2);
  }
}
