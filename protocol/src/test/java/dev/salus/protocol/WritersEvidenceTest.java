package dev.salus.protocol;

import static dev.salus.protocol.DelegationGraphTest.grant;
import static dev.salus.protocol.Permission.READ;
import static dev.salus.protocol.Permission.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That somebody's leaving does not spoil what they wrote, and proves no more (protocol §5). */
class WritersEvidenceTest {

  private static final String AUTHOR = "author";
  private static final Grant ROOT = grant(AUTHOR, 1, List.of(), "root", AUTHOR, WRITE);
  private static final Grant TO_A = grant(AUTHOR, 1, List.of(), "a", "A", WRITE);
  private static final Grant A_TO_B = grant("A", 1, List.of("a"), "b", "B", WRITE);

  private static DelegationGraph graph(List<Revocation> revoked, List<Grant> grants) {
    return DelegationGraph.of(AUTHOR, revoked, grants);
  }

  private static DelegationGraph afterRemoval(String exchangeId, Grant... grants) {
    return graph(List.of(), graph(List.of(), List.of(grants)).without(List.of(exchangeId)));
  }

  @Test
  void aWriteDelegationIsEvidenceForItsDelegateOnly() {
    DelegationGraph graph = graph(List.of(), List.of(ROOT, TO_A));

    assertThat(graph.isEvidenceOfWriting("a", "A")).isTrue();
    assertThat(graph.isEvidenceOfWriting("a", "B")).isFalse();
    assertThat(graph.isEvidenceOfWriting("unknown", "A")).isFalse();
  }

  @Test
  void aReadDelegationIsNone() {
    DelegationGraph graph =
        graph(List.of(), List.of(ROOT, grant(AUTHOR, 1, List.of(), "a", "A", READ)));

    assertThat(graph.isEvidenceOfWriting("a", "A")).isFalse();
  }

  @Test
  void aRemovedReadDelegationIsNone() {
    DelegationGraph graph = afterRemoval("a", ROOT, grant(AUTHOR, 1, List.of(), "a", "A", READ));

    assertThat(graph.isEvidenceOfWriting("a", "A")).isFalse();
  }

  @Test
  void whoLeftMayHaveWritten() {
    DelegationGraph graph = afterRemoval("a", ROOT, TO_A);

    assertThat(graph.held("a")).isEmpty();
    assertThat(graph.isEvidenceOfWriting("a", "A")).isTrue();
  }

  @Test
  void aWholeChainThatLeftMayHaveWritten() {
    DelegationGraph graph = afterRemoval("a", ROOT, TO_A, A_TO_B);

    assertThat(graph.held("b")).isEmpty();
    assertThat(graph.isEvidenceOfWriting("b", "B")).isTrue();
  }

  @Test
  void aGapInTheChainProvesNothing() {
    List<Grant> left =
        new ArrayList<>(graph(List.of(), List.of(ROOT, TO_A, A_TO_B)).without(List.of("a")));
    left.remove(1);

    assertThat(graph(List.of(), left).isEvidenceOfWriting("b", "B")).isFalse();
  }

  @Test
  void gonePartsThatOnlyCarryEachOtherProveNothing() {
    Grant one = grant("A", 1, List.of("b"), "a", "B", WRITE);
    Grant other = grant("B", 1, List.of("a"), "b", "A", WRITE);

    assertThat(
            graph(List.of(), List.of(ROOT, gone(one), gone(other))).isEvidenceOfWriting("a", "B"))
        .isFalse();
  }

  @Test
  void whoHasItAgainAsReadMayStillHaveWritten() {
    List<Grant> grants =
        new ArrayList<>(graph(List.of(), List.of(ROOT, TO_A)).without(List.of("a")));
    grants.add(grant(AUTHOR, 1, List.of(), "a", "A", READ));
    DelegationGraph graph = graph(List.of(), grants);

    assertThat(graph.permissionOf("A")).contains(READ);
    assertThat(graph.isEvidenceOfWriting("a", "A")).isTrue();
  }

  @Test
  void whatARevocationVoidsProvesNothing() {
    List<Grant> left = graph(List.of(), List.of(ROOT, TO_A)).without(List.of("a"));

    assertThat(graph(List.of(new Revocation("A", 2)), left).isEvidenceOfWriting("a", "A"))
        .isFalse();
  }

  @Test
  void whatHungOnSomethingVoidProvesNothing() {
    List<Grant> left = graph(List.of(), List.of(ROOT, TO_A, A_TO_B)).without(List.of("a"));

    assertThat(graph(List.of(new Revocation("A", 2)), left).isEvidenceOfWriting("b", "B"))
        .isFalse();
  }

  /** B was locked out with A; A got the same exchange again later, which must not bring B back. */
  @Test
  void aLaterGrantUnderTheSameExchangeDoesNotReviveWhatHungOnAnEarlierOne() {
    List<Grant> grants = List.of(ROOT, gone(A_TO_B), grant(AUTHOR, 2, List.of(), "a", "A", WRITE));
    DelegationGraph graph = graph(List.of(new Revocation("A", 2)), grants);

    assertThat(graph.isEvidenceOfWriting("a", "A")).isTrue();
    assertThat(graph.isEvidenceOfWriting("b", "B")).isFalse();
  }

  @Test
  void aChainOfAnyLengthIsFollowed() {
    List<Grant> grants = new ArrayList<>(List.of(ROOT, TO_A));
    String parent = "a";
    String holder = "A";
    for (int i = 0; i < 20_000; i++) {
      String next = "holder" + i;
      grants.add(grant(holder, 1, List.of(parent), "x" + i, next, WRITE));
      parent = "x" + i;
      holder = next;
    }
    DelegationGraph graph = graph(List.of(), graph(List.of(), grants).without(List.of("a")));

    assertThat(graph.valid().keySet()).containsExactly("root");
    assertThat(graph.isEvidenceOfWriting(parent, holder)).isTrue();
  }

  private static Grant gone(Grant grant) {
    List<String> digests =
        grant.delegations().entrySet().stream()
            .map(each -> Base64Url.encode(each.getValue().digest(each.getKey())))
            .toList();
    return grant.withDelegations(Map.of(), digests);
  }
}
