package dev.salus.api;

import dev.salus.protocol.EntityType;

/** The event-bus addresses of Salus. */
public final class Addresses {

  /** Where the identity verticle answers. */
  public static final String IDENTITY = "salus.identity";

  /** Where the crypto verticle answers. */
  public static final String CRYPTO = "salus.crypto";

  /** Where the entities verticle answers. */
  public static final String ENTITIES = "salus.entities";

  /** Where the sharing verticle answers. */
  public static final String SHARING = "salus.sharing";

  /** Where an {@link dev.salus.api.event.AccountChanged} is published. */
  public static final String ACCOUNT_EVENTS = "salus.events.account";

  /** Where a {@link dev.salus.api.event.CardsChanged} is published. */
  public static final String CARD_EVENTS = "salus.events.cards";

  /**
   * Where it is published, on this node, up to where changes were told: {@code {sequence}}, or
   * {@code {lost: true}} if some may not have been.
   */
  public static final String EVENT_POSITIONS = "salus.events.positions";

  /** Where whoever listens to positions asks for the newest. */
  public static final String EVENT_POSITION_ASKED = "salus.events.positions.asked";

  private Addresses() {}

  /**
   * Where an {@link dev.salus.api.event.EntityChanged} of this type is published: {@code
   * salus.events.<Type>}.
   */
  public static String entityEvents(EntityType type) {
    return "salus.events." + type.wireName();
  }
}
