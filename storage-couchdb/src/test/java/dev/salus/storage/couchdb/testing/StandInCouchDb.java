package dev.salus.storage.couchdb.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PouchDB's CouchDB-compatible server, run by Node on a free loopback port. The build has installed
 * it into {@code storage-couchdb/target/stand-in}. It ends itself when its standard input ends,
 * that is with this JVM, even if that is killed.
 */
final class StandInCouchDb implements CouchDbSource {

  private static final String INSTALLED = "installed-package-lock.json";
  private static final int START_SECONDS = 180;

  private final Path workingDirectory;

  StandInCouchDb(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  @Override
  public String name() {
    return "the PouchDB stand-in";
  }

  @Override
  public CouchDbServer start() throws NotHere {
    Path directory = installed();
    String password = UUID.randomUUID().toString();
    Process process = run(directory, password);
    try {
      int port = Integer.parseInt(firstLine(process));
      return new CouchDbServer("http://127.0.0.1:" + port, "salus", password, false);
    } catch (NumberFormatException | TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new NotHere("it did not start");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new NotHere("interrupted");
    }
  }

  /** Looks in the module's folder, whichever module's tests are running. */
  private Path installed() throws NotHere {
    for (Path at = workingDirectory.toAbsolutePath(); at != null; at = at.getParent()) {
      Path directory = at.resolve("storage-couchdb/target/stand-in");
      if (Files.exists(directory.resolve(INSTALLED))) {
        return directory;
      }
    }
    throw new NotHere("not installed");
  }

  private static Process run(Path directory, String password) throws NotHere {
    ProcessBuilder node =
        new ProcessBuilder("node", "--no-deprecation", "server.js")
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    node.environment().put("STAND_IN_USER", "salus");
    node.environment().put("STAND_IN_PASSWORD", password);
    try {
      return node.start();
    } catch (IOException e) {
      throw new NotHere("node cannot be run");
    }
  }

  private static String firstLine(Process process)
      throws InterruptedException, ExecutionException, TimeoutException {
    BufferedReader output = process.inputReader();
    return CompletableFuture.supplyAsync(() -> line(output)).get(START_SECONDS, TimeUnit.SECONDS);
  }

  private static String line(BufferedReader output) {
    try {
      return String.valueOf(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
