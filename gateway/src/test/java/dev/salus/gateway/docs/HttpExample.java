package dev.salus.gateway.docs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request and the answer that the page says it gets, both as they are written there.
 *
 * @param line of the page, from 1
 * @param method the HTTP method
 * @param target path and query
 * @param headers of the request, as lines
 * @param body of the request; empty for none
 * @param status of the answer
 * @param answerHeaders those that the answer must have, as lines
 * @param answer the pattern of its body, or of the first message of a WebSocket; empty for none
 */
record HttpExample(
    int line,
    String method,
    String target,
    List<String> headers,
    String body,
    int status,
    List<String> answerHeaders,
    String answer) {

  private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (/\\S+)");
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2}) [A-Z].*");

  static HttpExample parse(int line, List<String> lines) {
    int split = 0;
    while (split < lines.size() && !lines.get(split).startsWith("HTTP/1.1 ")) {
      split++;
    }
    if (split == lines.size()) {
      throw new AssertionError("http-api.md:" + line + ": this example has no answer");
    }
    Message request = Message.of(lines.subList(0, split));
    Message answer = Message.of(lines.subList(split, lines.size()));
    Matcher start = matching(REQUEST, request.start(), line);
    Matcher status = matching(STATUS, answer.start(), line);
    return new HttpExample(
        line,
        start.group(1),
        start.group(2),
        request.headers(),
        request.body(),
        Integer.parseInt(status.group(1)),
        answer.headers(),
        answer.body());
  }

  private static Matcher matching(Pattern pattern, String text, int line) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new AssertionError("http-api.md:" + line + ": '" + text + "' is not " + pattern);
    }
    return matcher;
  }

  /** Half an example: its first line, headers up to an empty line, and what follows. */
  private record Message(String start, List<String> headers, String body) {
    static Message of(List<String> lines) {
      int empty = lines.indexOf("");
      int end = empty < 0 ? lines.size() : empty;
      return new Message(
          lines.get(0),
          List.copyOf(lines.subList(1, end)),
          String.join("\n", lines.subList(end, lines.size())).strip());
    }
  }

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  boolean isHandshake() {
    return status == 101;
  }

  @Override
  public String toString() {
    return "http-api.md:" + line + " " + method + " " + target;
  }
}
