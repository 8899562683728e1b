package dev.salus.app.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A FHIR R4 bundle among the test resources.
 *
 * @param name the file's name
 * @param json the bundle; numbers have every digit that is written in the file
 */
record FhirBundle(String name, JsonNode json) {

  /** The two that the tests import. */
  static final List<String> NAMES =
      List.of(
          "Brett_Gottlieb_0d2177ba-f67b-4f29-addb-91040de55388.json",
          "Royal_DuBuque_6d750ddc-ee20-40df-bf83-30461dc641e4.json");

  private static final ObjectMapper MAPPER = FhirFields.MAPPER;

  static FhirBundle read(String name) {
    try (InputStream in = open(name)) {
      return new FhirBundle(name, MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON as the bundles are read. */
  static ObjectNode parse(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resources of a type, in their order. */
  List<ObjectNode> resources(String type) {
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode entry : json.path("entry")) {
      if (entry.path("resource").path("resourceType").asText().equals(type)) {
        found.add((ObjectNode) entry.path("resource"));
      }
    }
    return found;
  }

  /**
   * How many resources of each type the file has, counted in the stream of its tokens: independent
   * of how {@link #resources} finds them.
   */
  static Map<String, Integer> count(String name) {
    Map<String, Integer> counts = new HashMap<>();
    try (InputStream in = open(name);
        JsonParser parser = new JsonFactory().createParser(in)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
            && parser.getParsingContext().pathAsPointer().toString().matches(RESOURCE_TYPE)) {
          counts.merge(parser.getText(), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counts;
  }

  private static final String RESOURCE_TYPE = "/entry/\\d+/resource/resourceType";

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        FhirBundle.class.getResourceAsStream("/fhir/" + name), () -> "no resource " + name);
  }
}
