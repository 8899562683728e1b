package dev.salus.app.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A resource as it stands in a file.
 *
 * @param file the file's name
 * @param index of the entry in its bundle, from 0
 * @param fullUrl what other resources call it; empty if the bundle does not say
 * @param json the resource
 */
record FhirResource(String file, int index, String fullUrl, JsonNode json) {

  /** The type; empty if it says none. */
  String type() {
    return json.path("resourceType").asText();
  }

  /** What tells it apart from all others, in this and in later runs. */
  String key() {
    return names().stream().findFirst().orElse(file + "#" + index);
  }

  /** What references call it. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    if (!fullUrl.isEmpty()) {
      names.add(fullUrl);
    }
    String id = json.path("id").asText();
    if (!id.isEmpty()) {
      names.add(type() + "/" + id);
    }
    return names;
  }

  /** What it calls the patient whom it is about. */
  Optional<String> subject() {
    return Optional.of(json.at("/subject/reference").asText()).filter(text -> !text.isEmpty());
  }
}
