package dev.salus.app.boundaries;

import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.app.scenarios.stage.Setting.StoreKind;
import dev.salus.storage.Document;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link ScenarioServer} as a process of its own. It prints where it listens, and for each line
 * that it reads, which is the name of a file, it writes all that is in its store there. It ends
 * when there is nothing to read any more, so with the process that started it.
 */
final class OutsideServerMain {

  static final String LISTENING = "listening on ";
  static final String STORED = "the store is in ";
  static final String LOGGED = "canary that is only in the log at the lowest level";

  private static final Logger LOG = LoggerFactory.getLogger(OutsideServerMain.class);

  private OutsideServerMain() {}

  /** Runs on the store that the first argument names. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (ScenarioServer server = new ScenarioServer(StoreKind.valueOf(arguments[0]))) {
      LOG.trace(LOGGED);
      System.out.println(LISTENING + server.address());
      for (String file = in.readLine(); file != null; file = in.readLine()) {
        write(server, Path.of(file));
        System.out.println(STORED + file);
      }
    }
  }

  private static void write(ScenarioServer server, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (var documents : StoreDump.of(server.store()).entrySet()) {
        for (Document each : documents.getValue()) {
          out.write(documents.getKey() + " " + each.id() + " " + each.rev() + " ");
          out.write(each.body().encode() + "\n");
        }
      }
    }
  }
}
