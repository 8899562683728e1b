package dev.salus.sdk.change;

/**
 * What a subscriber does about changes. Called on an event loop, one call at a time, so it must not
 * block; it reads the entity with the API, asynchronously.
 */
public interface ChangeListener {

  /**
   * An entity that the caller has access to was changed, says the server. It is a hint and no more:
   * what counts is what reading the entity brings, which is verified.
   */
  void changed(EntityEvent event);

  /**
   * Changes may have been missed: the connection was lost, or the access token expired, and is
   * there again. Whoever relies on seeing every change reads again what matters.
   */
  void missed();
}
