package dev.salus.app.paper;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written down with a recovery key, or typed into another machine: without the account and
 * the server nobody knows years later what a paper is for. Printing it says {@code [REDACTED]}.
 *
 * @param title what it is
 * @param login whose
 * @param owner the data owner's id
 * @param server where it is used
 * @param made when
 * @param key the text of the key
 */
public record RecoveryPaper(
    String title, String login, String owner, URI server, Instant made, String key) {

  private static final int GROUPS_IN_ROW = 4;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /** The groups of the key. */
  public List<String> groups() {
    return List.of(key.split("-", -1));
  }

  String date() {
    return DATE.format(made);
  }

  /** Everything, in lines of at most 40 columns but for the server's address. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add("");
    lines.add("Account  " + login);
    lines.add("Server   " + server);
    lines.add("Date     " + date());
    lines.add("");
    lines.addAll(rows());
    return lines;
  }

  /** The numbered groups. */
  private List<String> rows() {
    List<String> groups = groups();
    List<String> rows = new ArrayList<>();
    for (int first = 0; first < groups.size(); first += GROUPS_IN_ROW) {
      StringBuilder row = new StringBuilder();
      int end = Math.min(first + GROUPS_IN_ROW, groups.size());
      for (int group = first; group < end; group++) {
        String number = Integer.toString(group + 1);
        row.append(number.length() < 2 ? "  " : " ").append(number).append(' ');
        row.append(groups.get(group)).append("  ");
      }
      rows.add(row.toString().stripTrailing());
    }
    return rows;
  }

  /** Always {@code [REDACTED]}. */
  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
