package dev.salus.sdk.entity.result;

import java.util.AbstractList;
import java.util.List;

/**
 * What a patient's record has that the caller can open and believes, newest first; immutable. It
 * knows what was left out of it, and why: an empty list is not always an empty record.
 *
 * @param <T> data samples or healthcare elements
 */
public final class OpenEntities<T> extends AbstractList<T> {

  private final List<T> open;
  private final List<LeftOutEntity> leftOut;

  /** Copies both. */
  public OpenEntities(List<T> open, List<LeftOutEntity> leftOut) {
    this.open = List.copyOf(open);
    this.leftOut = List.copyOf(leftOut);
  }

  /** What the server lists and is not here, in its order. */
  public List<LeftOutEntity> leftOut() {
    return leftOut;
  }

  @Override
  public T get(int index) {
    return open.get(index);
  }

  @Override
  public int size() {
    return open.size();
  }
}
