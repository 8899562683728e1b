package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClinicTest {

  @Test
  void readsAfterARestartWhatItWrote(@TempDir Path data) {
    PrintStream console = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Clinic.main(new String[] {data.toString()});
    } finally {
      System.setOut(console);
    }
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("after a restart: Snow"));
  }
}
