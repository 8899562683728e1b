package dev.salus.protocol;

import static dev.salus.protocol.Permission.READ;
import static dev.salus.protocol.Permission.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.DelegationGraph.Held;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Graphs by hand: who holds what, and what a removal takes along (protocol §5). */
class DelegationGraphTest {

  private static final String AUTHOR = "author";

  /** The author's own delegation, which every entity has. */
  private static final Grant ROOT = grant(AUTHOR, 1, List.of(), "root", AUTHOR, WRITE);

  static Grant grant(
      String by,
      long generation,
      List<String> parents,
      String exchangeId,
      String delegate,
      Permission permission) {
    return grant(by, generation, parents, Map.of(exchangeId, to(delegate, permission)));
  }

  static Grant grant(
      String by, long generation, List<String> parents, Map<String, Delegation> delegations) {
    return new Grant(by, "key", 0, generation, parents, delegations, List.of(), "signature");
  }

  static Delegation to(String delegate, Permission permission) {
    return new Delegation(delegate, permission, "wrapped", null, null);
  }

  private static DelegationGraph graph(Grant... grants) {
    return DelegationGraph.of(AUTHOR, List.of(), List.of(grants));
  }

  private static Set<String> exchanges(Collection<Held> held) {
    return held.stream().map(Held::exchangeId).collect(Collectors.toSet());
  }

  private static Set<String> exchangesLeft(List<Grant> grants) {
    return grants.stream()
        .flatMap(grant -> grant.delegations().keySet().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void aGrantOfTheAuthorNeedsNoParents() {
    DelegationGraph graph = graph(ROOT, grant(AUTHOR, 1, List.of(), "x", "A", READ));

    assertThat(graph.permissionOf("A")).contains(READ);
    assertThat(graph.permissionOf(AUTHOR)).contains(WRITE);
    assertThat(exchanges(graph.heldBy("A"))).containsExactly("x");
  }

  @Test
  void aGrantOfAnybodyElseWithoutParentsIsNotValid() {
    DelegationGraph graph = graph(ROOT, grant("A", 1, List.of(), "x", "A", WRITE));

    assertThat(graph.held("x")).isEmpty();
    assertThat(graph.permissionOf("A")).isEmpty();
  }

  @Test
  void aChainHolds() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant(AUTHOR, 1, List.of(), "a", "A", WRITE),
            grant("A", 1, List.of("a"), "b", "B", WRITE),
            grant("B", 1, List.of("b"), "c", "C", READ));

    assertThat(graph.permissionOf("C")).contains(READ);
    assertThat(graph.ancestorsOf("c")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aParentOfSomebodyElseCarriesNothing() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant(AUTHOR, 1, List.of(), "a", "A", WRITE),
            grant("B", 1, List.of("a"), "c", "C", READ));

    assertThat(graph.held("c")).isEmpty();
  }

  @Test
  void aParentOfLessPermissionCarriesNothing() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant(AUTHOR, 1, List.of(), "a", "A", READ),
            grant("A", 1, List.of("a"), Map.of("b", to("B", WRITE), "c", to("C", READ))));

    assertThat(graph.held("b")).isEmpty();
    assertThat(graph.held("c")).isPresent();
  }

  @Test
  void aParentInAGrantOfAHigherGenerationCarriesNothing() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant(AUTHOR, 2, List.of(), "a", "A", WRITE),
            grant("A", 1, List.of("a"), "b", "B", READ),
            grant("A", 2, List.of("a"), "c", "C", READ));

    assertThat(graph.held("b")).isEmpty();
    assertThat(graph.held("c")).isPresent();
  }

  @Test
  void aRevocationVoidsWhatWasGivenBeforeItAndNothingLater() {
    List<Grant> grants =
        List.of(
            ROOT,
            grant(AUTHOR, 1, List.of(), "a", "A", WRITE),
            grant("A", 1, List.of("a"), "b", "B", READ),
            grant(AUTHOR, 2, List.of(), "again", "A", READ));
    DelegationGraph graph = DelegationGraph.of(AUTHOR, List.of(new Revocation("A", 2)), grants);

    assertThat(exchanges(graph.heldBy("A"))).containsExactly("again");
    assertThat(graph.permissionOf("A")).contains(READ);
    assertThat(graph.held("b")).as("hung on what is void").isEmpty();
  }

  @Test
  void delegationsThatOnlyCarryEachOtherAreNotValid() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant("A", 1, List.of("b"), "a", "B", WRITE),
            grant("B", 1, List.of("a"), "b", "A", WRITE));

    assertThat(graph.valid().keySet()).containsExactly("root");
  }

  @Test
  void aRemovalTakesARingAlongThatNothingElseCarries() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant(AUTHOR, 1, List.of(), "in", "A", WRITE),
            grant("A", 1, List.of("in", "back"), "out", "B", WRITE),
            grant("B", 1, List.of("out"), "back", "A", WRITE));

    assertThat(exchangesLeft(graph.without(List.of("in")))).containsExactly("root");
  }

  @Test
  void aRemovalLeavesWhatAnotherParentCarries() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant(AUTHOR, 1, List.of(), "one", "A", WRITE),
            grant(AUTHOR, 1, List.of(), "p", "P", WRITE),
            grant("P", 1, List.of("p"), "two", "A", READ),
            grant("A", 1, List.of("one", "two"), Map.of("r", to("R", READ), "w", to("W", WRITE))));

    assertThat(exchangesLeft(graph.without(List.of("one"))))
        .as("the READ parent carries READ only")
        .containsExactlyInAnyOrder("root", "p", "two", "r");
  }

  @Test
  void whatIsRemovedIsInGoneOfItsGrant() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant(AUTHOR, 1, List.of(), Map.of("a", to("A", WRITE), "b", to("B", READ))),
            grant("A", 1, List.of("a"), "c", "C", READ));

    List<Grant> left = graph.without(List.of("a"));

    assertThat(left.get(1).gone())
        .containsExactly(Base64Url.encode(Delegation.digest("a", "A", WRITE)));
    assertThat(left.get(1).delegations().keySet()).containsExactly("b");
    assertThat(left.get(2).gone())
        .containsExactly(Base64Url.encode(Delegation.digest("c", "C", READ)));
    assertThat(left.get(0)).isSameAs(ROOT);
  }

  @Test
  void aGrantStaysVerifiableWhateverIsRemovedFromIt() {
    Map<String, Delegation> given = new LinkedHashMap<>();
    given.put("a", to("A", WRITE));
    given.put("b", to("B", READ));
    Grant grant = grant(AUTHOR, 1, List.of(), given);
    byte[] signed = grant.signedBytes(EntityType.PATIENT, "id", AUTHOR);

    List<Grant> left = graph(ROOT, grant).without(List.of("b"));
    List<Grant> none = DelegationGraph.of(AUTHOR, List.of(), left).without(List.of("a"));

    assertThat(left.get(1).signedBytes(EntityType.PATIENT, "id", AUTHOR)).isEqualTo(signed);
    assertThat(none.get(1).signedBytes(EntityType.PATIENT, "id", AUTHOR)).isEqualTo(signed);
    assertThat(none.get(1).delegations()).isEmpty();
  }

  @Test
  void onlyWhatHasContentOrLinkIsVisible() {
    Delegation bare = new Delegation("A", READ, null, null, null);
    Delegation linkOnly = new Delegation("B", READ, null, null, "link");
    DelegationGraph graph =
        graph(ROOT, grant(AUTHOR, 1, List.of(), Map.of("a", bare, "b", linkOnly)));

    assertThat(graph.isVisibleTo("A")).isFalse();
    assertThat(graph.permissionOf("A")).contains(READ);
    assertThat(graph.isVisibleTo("B")).isTrue();
    assertThat(graph.isVisibleTo("nobody")).isFalse();
  }

  @Test
  void onlyTheAuthorsFirstDelegationIsItsOwn() {
    DelegationGraph graph =
        graph(
            ROOT,
            grant(AUTHOR, 1, List.of(), "a", "A", WRITE),
            grant("A", 1, List.of("a"), "back", AUTHOR, WRITE));

    assertThat(graph.isAuthorsOwn(graph.held("root").orElseThrow())).isTrue();
    assertThat(graph.isAuthorsOwn(graph.held("a").orElseThrow())).isFalse();
    assertThat(graph.isAuthorsOwn(graph.held("back").orElseThrow())).isFalse();
  }
}
