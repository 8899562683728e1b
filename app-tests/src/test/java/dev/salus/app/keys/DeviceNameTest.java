package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceNameTest {

  @TempDir private Path directory;

  @Test
  void theHostsNameIsOfferedWhereTheSystemSaysIt() throws IOException {
    Path kernel = Files.writeString(directory.resolve("hostname"), "ward-3\n");

    assertThat(DeviceName.ofSystem(Map.of(), kernel)).isEqualTo("ward-3");
    assertThat(DeviceName.ofSystem(Map.of("HOSTNAME", "desk"), kernel)).isEqualTo("desk");
    assertThat(DeviceName.ofSystem(Map.of("COMPUTERNAME", "PC-7"), kernel)).isEqualTo("PC-7");
    assertThat(DeviceName.ofSystem(Map.of(), directory.resolve("none"))).isEmpty();
    assertThat(DeviceName.ofSystem(Map.of("HOSTNAME", "x".repeat(101)), kernel)).isEmpty();
  }
}
