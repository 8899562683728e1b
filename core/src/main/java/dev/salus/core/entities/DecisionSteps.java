package dev.salus.core.entities;

import dev.salus.storage.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Decides on the proposals of one request, at least one of them, some in each step. */
final class DecisionSteps implements Callable<Boolean> {

  /** How many proposals of the usual size a step decides on: a few milliseconds. */
  private static final int PROPOSALS = 16;

  private final WriteDecision decision;
  private final List<ProposedWrite> proposals;
  private final List<Optional<Document>> stored;
  private final List<WriteOutcome> outcomes = new ArrayList<>();

  /**
   * @param stored what is stored under the id of each proposal, in their order
   */
  DecisionSteps(
      WriteDecision decision, List<ProposedWrite> proposals, List<Optional<Document>> stored) {
    this.decision = decision;
    this.proposals = proposals;
    this.stored = stored;
  }

  /** What became of the proposals, in their order, once there are no more steps. */
  List<WriteOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** Decides on some; whether there are more. */
  @Override
  public Boolean call() {
    int until = Math.min(outcomes.size() + PROPOSALS, proposals.size());
    for (int i = outcomes.size(); i < until; i++) {
      outcomes.add(decision.on(proposals.get(i), stored.get(i)));
    }
    return until < proposals.size();
  }
}
