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

  /** Where an {@link AccountChanged} is published. */
  public static final String ACCOUNT_EVENTS = "salus.events.account";

  /** Where a {@link CardsChanged} is published. */
  public static final String CARD_EVENTS = "salus.events.cards";

  private Addresses() {}

  /** Where an {@link EntityChanged} of this type is published: {@code salus.events.<Type>}. */
  public static String entityEvents(EntityType type) {
    return "salus.events." + type.wireName();
  }
}
