package dev.salus.app.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.salus.app.dialogue.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files with FHIR R4 as JSON: a bundle each, or one resource. */
final class FhirFile {

  /** Of a file, which is in memory as a whole. */
  static final long MOST_BYTES = 256L * 1024 * 1024;

  private FhirFile() {}

  /**
   * The files of a directory whose names end in {@code .json}, by name.
   *
   * @throws CommandFailure if it is no directory, or has none
   */
  static List<Path> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(directory + " is no directory");
    }
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> files =
          all.filter(file -> file.getFileName().toString().endsWith(".json")).sorted().toList();
      if (files.isEmpty()) {
        throw new CommandFailure(directory + " has no file that ends in .json");
      }
      return files;
    }
  }

  /**
   * The resources of a file, in their order.
   *
   * @throws UnreadableFile if it is not FHIR
   */
  static List<FhirResource> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (Files.size(file) > MOST_BYTES) {
      throw new UnreadableFile("is larger than " + MOST_BYTES + " bytes");
    }
    JsonNode json = parse(file);
    if (!json.path("resourceType").isTextual()) {
      throw new UnreadableFile("is no FHIR resource");
    }
    if (!json.path("resourceType").asText().equals("Bundle")) {
      return List.of(new FhirResource(name, 0, "", json));
    }
    List<FhirResource> resources = new ArrayList<>();
    for (JsonNode entry : json.path("entry")) {
      String fullUrl = entry.path("fullUrl").asText();
      resources.add(new FhirResource(name, resources.size(), fullUrl, entry.path("resource")));
    }
    return resources;
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return FhirFields.MAPPER.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      // without its text, which may be a person's data
      throw new UnreadableFile("is not JSON");
    }
  }

  /** That a file is left out, and why. */
  static final class UnreadableFile extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableFile(String reason) {
      super(reason);
    }
  }
}
