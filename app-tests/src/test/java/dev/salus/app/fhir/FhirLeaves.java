package dev.salus.app.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values in a piece of JSON, without where they stand, to find out whether one is missing from
 * another piece. Numbers are the same if they have the same digits.
 */
final class FhirLeaves {

  /** Fields of resources that become the type of a coding. */
  private static final Pattern SYSTEMS =
      Pattern.compile(
          "(/component/\\d+)?/(category/\\d+|code|clinicalStatus|valueCodeableConcept"
              + "|maritalStatus|interpretation/\\d+)"
              + "/coding/\\d+/system");

  private static final Map<String, String> SHORT =
      Map.of("http://loinc.org", "LOINC", "http://snomed.info/sct", "SNOMEDCT");

  private FhirLeaves() {}

  /** Every value of some JSON as it stands there. */
  static List<String> of(JsonNode json) {
    List<String> leaves = new ArrayList<>();
    collect(json, "", false, leaves);
    return leaves;
  }

  /**
   * Every value of a resource as a record of the model has to have it somewhere: coding systems by
   * their short names, the id as a URN. The resource's type is not among them: the kind of record
   * says it.
   */
  static List<String> expected(JsonNode resource) {
    List<String> leaves = new ArrayList<>();
    collect(resource, "", true, leaves);
    return leaves;
  }

  /** Those of the wanted that are not there, as often as they are wanted too much. */
  static List<String> missing(List<String> wanted, List<String> there) {
    List<String> left = new ArrayList<>(there);
    return wanted.stream().filter(each -> !left.remove(each)).toList();
  }

  private static void collect(JsonNode node, String path, boolean resource, List<String> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(each -> collect(each.getValue(), path + "/" + each.getKey(), resource, leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path + "/" + i, resource, leaves);
      }
    } else if (!resource || !path.equals("/resourceType")) {
      leaves.add(resource ? inModel(node, path) : text(node));
    }
  }

  private static String inModel(JsonNode node, String path) {
    if (path.equals("/id")) {
      return "urn:uuid:" + node.textValue();
    }
    if (SYSTEMS.matcher(path).matches()) {
      return SHORT.getOrDefault(node.textValue(), node.textValue());
    }
    return text(node);
  }

  private static String text(JsonNode leaf) {
    return leaf.isNumber() ? leaf.decimalValue().toString() : leaf.asText();
  }
}
