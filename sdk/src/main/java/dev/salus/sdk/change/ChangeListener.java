package dev.salus.sdk.change;

/**
 * What a subscriber does about changes. Called on an event loop, one call at a time, so it must not
 * block; it reads the entity with the API, asynchronously.
 */
public interface ChangeListener {

  /**
   * An entity that the caller has access to was changed, says the server. It is a hint and no more:
   * what counts is what reading the entity brings, which is verified. After the connection was lost
   * a change may be told once more, and several of one entity as one, the last.
   */
  void changed(EntityEvent event);

  /**
   * Changes may have been missed: the connection was lost and is there again, and the server cannot
   * tell what changed meanwhile, as after a day, or a great many changes. Whoever relies on seeing
   * every change reads again what matters.
   */
  void missed();
}
