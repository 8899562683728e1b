package dev.salus.api.operation;

/** The service that an operation is asked of. */
public enum ServiceName {
  /** Users, sessions, data owners. */
  IDENTITY("identity"),
  /** Key cards, exchanges, recovery. */
  CRYPTO("crypto"),
  /** Entities. */
  ENTITIES("entities"),
  /** Automatic sharing, and access that is given back. */
  SHARING("sharing"),
  /** The gateway itself. */
  GATEWAY("gateway");

  private final String wireName;

  ServiceName(String wireName) {
    this.wireName = wireName;
  }

  /** Lower-case, for people and labels. */
  public String wireName() {
    return wireName;
  }

  /** Whom {@link Dispatcher} asks for it. */
  public static ServiceName of(Operation operation) {
    return switch (operation) {
      case LOG_IN,
          REFRESH,
          LOG_OUT,
          INVITE,
          ACCEPT_INVITATION,
          INVITATION,
          ME,
          CHANGE_PASSWORD,
          SECOND_FACTOR,
          SET_UP_SECOND_FACTOR,
          CONFIRM_SECOND_FACTOR,
          REPLACE_RECOVERY_CODES,
          REMOVE_SECOND_FACTOR,
          RESET_SECOND_FACTOR,
          CREATE_USER,
          USERS,
          USER,
          RESET_PASSWORD,
          CHANGE_USER,
          LIFT_LOCKS,
          DELETE_USER,
          CREATE_DATA_OWNER,
          DATA_OWNERS,
          DATA_OWNER ->
          IDENTITY;
      case QUOTAS,
          PUT_QUOTAS,
          PUBLISH_CARD,
          CARDS,
          ENDORSE,
          RETIRE,
          CREATE_EXCHANGE,
          EXCHANGES,
          EXCHANGE,
          DELETE_EXCHANGE,
          ADD_SEALED,
          RECOVERIES,
          PUT_RECOVERY,
          RECOVERY,
          DELETE_RECOVERY,
          CREATE_NOTARY_SET,
          NOTARY_SETS,
          DELETE_NOTARY_SET,
          NOTARY_SHARE,
          ACCEPT_NOTARY_SET,
          NOTARY_ACCEPTANCES,
          ASK_NOTARIES,
          NOTARY_REQUESTS,
          DELETE_NOTARY_REQUEST,
          GIVE_SHARE_BACK ->
          CRYPTO;
      case CREATE_ENTITY,
          LIST_ENTITIES,
          BULK,
          ENTITIES,
          ENTITY,
          MODIFY_ENTITY,
          DELETE_ENTITY,
          GIVE_ACCESS,
          REMOVE_DELEGATION,
          REKEY ->
          ENTITIES;
      case POLICY, PUT_POLICY, ASK_ACCESS_BACK, ACCESS_BACK_REQUESTS, ACCESS_BACK_DONE -> SHARING;
      case SUBSCRIBE -> GATEWAY;
    };
  }
}
