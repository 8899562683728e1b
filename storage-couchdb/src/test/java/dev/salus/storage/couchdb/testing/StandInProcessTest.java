package dev.salus.storage.couchdb.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The stand-in goes when the JVM that started it goes, even without a chance to say so. */
@EnabledIf("isInstalled")
class StandInProcessTest {

  static boolean isInstalled() {
    return Files.exists(Path.of("target/stand-in/node_modules"));
  }

  /** Starts the stand-in, tells its process id, and waits to be killed. */
  static final class Starter {
    public static void main(String[] arguments) throws Exception {
      new StandInCouchDb(Path.of("")).start();
      System.out.println(ProcessHandle.current().children().findFirst().orElseThrow().pid());
      System.in.read();
    }
  }

  @Test
  void standIn_endsWithAKilledJvm() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process jvm =
        new ProcessBuilder(List.of(java, "-cp", classPath, Starter.class.getName()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ProcessHandle standIn =
        ProcessHandle.of(Long.parseLong(jvm.inputReader().readLine())).orElseThrow();
    assertThat(standIn.isAlive()).isTrue();

    jvm.destroyForcibly();

    standIn.onExit().get(180, TimeUnit.SECONDS);
    assertThat(standIn.isAlive()).isFalse();
  }
}
