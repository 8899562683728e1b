package dev.salus.api.operation;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.Stream;

/**
 * How an operation is asked for over HTTP.
 *
 * @param method the HTTP method
 * @param path below the root of the API
 * @param query the query parameters that it knows
 * @param takesBody whether it takes a JSON body
 * @param namesRevision whether a {@code rev} in the body or the query says what it applies to
 * @param openToStrangers whether it is asked for without having logged in
 * @param beforeSecondFactor whether it is there for who has to set up a second factor first
 * @param answer what it is answered with
 */
record Endpoint(
    HttpMethod method,
    PathTemplate path,
    List<QueryParameter> query,
    boolean takesBody,
    boolean namesRevision,
    boolean openToStrangers,
    boolean beforeSecondFactor,
    AnswerKind answer) {

  /** 200, no body. */
  static Endpoint get(String path) {
    return of(HttpMethod.GET, path, false, AnswerKind.OK);
  }

  /** 201, takes a body. */
  static Endpoint post(String path) {
    return of(HttpMethod.POST, path, true, AnswerKind.CREATED);
  }

  /** 200, takes a body. */
  static Endpoint put(String path) {
    return of(HttpMethod.PUT, path, true, AnswerKind.OK);
  }

  /** 204, no body. */
  static Endpoint delete(String path) {
    return of(HttpMethod.DELETE, path, false, AnswerKind.NO_CONTENT);
  }

  private static Endpoint of(HttpMethod method, String path, boolean takesBody, AnswerKind answer) {
    return new Endpoint(
        method, PathTemplate.of(path), List.of(), takesBody, false, false, false, answer);
  }

  /** The same with these query parameters too. */
  Endpoint with(QueryParameter... more) {
    return with(List.of(more));
  }

  /** The same for a list that comes in pages. */
  Endpoint inPages() {
    return with(QueryParameter.PAGE);
  }

  /** The same without a body. */
  Endpoint withoutBody() {
    return new Endpoint(
        method, path, query, false, namesRevision, openToStrangers, beforeSecondFactor, answer);
  }

  /** The same at the revision in the body, or in the query where it takes no body. */
  Endpoint atRevision() {
    Endpoint asked = takesBody ? this : with(QueryParameter.text("rev").mandatory());
    return new Endpoint(
        method, path, asked.query, takesBody, true, openToStrangers, beforeSecondFactor, answer);
  }

  /** The same for whoever asks. */
  Endpoint open() {
    return new Endpoint(
        method, path, query, takesBody, namesRevision, true, beforeSecondFactor, answer);
  }

  /** The same for who has to set up a second factor first, too. */
  Endpoint evenBeforeSecondFactor() {
    return new Endpoint(
        method, path, query, takesBody, namesRevision, openToStrangers, true, answer);
  }

  /** The same with another answer. */
  Endpoint answers(AnswerKind other) {
    return new Endpoint(
        method, path, query, takesBody, namesRevision, openToStrangers, beforeSecondFactor, other);
  }

  private Endpoint with(List<QueryParameter> more) {
    return new Endpoint(
        method,
        path,
        Stream.concat(query.stream(), more.stream()).toList(),
        takesBody,
        namesRevision,
        openToStrangers,
        beforeSecondFactor,
        answer);
  }
}
