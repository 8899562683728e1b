package dev.salus.app.fhir;

import dev.salus.app.dialogue.NamedCommands;
import dev.salus.app.keys.session.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of each resource: how many are entities, and what was left out, and why. */
final class ImportReport {

  /** So many left-out resources of a kind and reason are named one by one. */
  private static final int MOST_NAMED = 20;

  private final Map<String, Counts> byType = new TreeMap<>();
  private final Map<String, Skipped> skipped = new TreeMap<>();
  private final Map<String, String> notShared = new TreeMap<>();
  private int ofOtherTypes;

  private static final class Counts {
    private int created;
    private int before;
  }

  private static final class Skipped {
    private int count;
    private final List<String> named = new ArrayList<>();
  }

  /** It has become an entity. */
  void created(FhirResource resource) {
    counts(resource).created++;
  }

  /** It had become one in an earlier run. */
  void wasThere(FhirResource resource) {
    counts(resource).before++;
  }

  private Counts counts(FhirResource resource) {
    return byType.computeIfAbsent(resource.type(), type -> new Counts());
  }

  /** It has become none. */
  void skipped(FhirResource resource, String reason) {
    String type = resource.type().isEmpty() ? "resource without a type" : resource.type();
    skipped(type + ": " + reason, resource.key());
  }

  /** There are no entities for its type. */
  void ofAnotherType(FhirResource resource) {
    ofOtherTypes++;
    skipped(resource, "no such entities");
  }

  /** Nothing of a file has. */
  void skippedFile(String file, String reason) {
    skipped("file: " + reason, file);
  }

  private void skipped(String why, String what) {
    Skipped kind = skipped.computeIfAbsent(why, each -> new Skipped());
    kind.count++;
    if (kind.named.size() < MOST_NAMED) {
      kind.named.add(what);
    }
  }

  /** Somebody with whom it should have been shared automatically, and was not. */
  void notShared(String dataOwner, String reason) {
    notShared.put(dataOwner, NamedCommands.ofOthers(reason));
  }

  /** How many have become none. */
  int skippedCount() {
    return skipped.values().stream().mapToInt(kind -> kind.count).sum();
  }

  /** How many have become none though there are entities for their type, unreadable files too. */
  int refusedCount() {
    return skippedCount() - ofOtherTypes;
  }

  /** All of it, a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    byType.forEach(
        (type, counts) ->
            lines.add(
                type
                    + ": "
                    + counts.created
                    + " imported, "
                    + Words.count(counts.before, "was there", "were there")));
    notShared.forEach((owner, reason) -> lines.add("Not shared with " + owner + ": " + reason));
    lines.add("Left out: " + skippedCount());
    skipped.forEach(
        (why, kind) -> {
          lines.add("  " + kind.count + " " + why);
          kind.named.forEach(what -> lines.add("    " + what));
          if (kind.named.size() < kind.count) {
            lines.add("    and " + (kind.count - kind.named.size()) + " more");
          }
        });
    return lines;
  }
}
