package dev.salus.api.operation;

/** What an operation is answered with over HTTP when all went well. */
public enum AnswerKind {
  /** 200 with a body. */
  OK,
  /** 201 with a body. */
  CREATED,
  /** 204. */
  NO_CONTENT,
  /**
   * 200 with an entity and its revision as the {@code ETag}; 204 where the caller no longer sees
   * the entity. A GET answers 304 to whoever has the revision already.
   */
  ENTITY,
  /** 201 with an entity, its revision as the {@code ETag} and its {@code Location}. */
  CREATED_ENTITY,
  /** 200 with the tokens of a log-in. */
  TOKENS,
  /** 101: the connection becomes a WebSocket. */
  SOCKET
}
