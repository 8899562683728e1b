package dev.salus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code deploy} starts is what there is: its flags, variables, files and paths. */
final class DeployFilesTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DEPLOY = ROOT.resolve("deploy");

  /** After the word that names the command, so that options of the JVM are none of these. */
  private static final Pattern OPTION =
      Pattern.compile("(?<=[\\s\"'])--[a-z][a-z-]+(?==|[\\s\",]|$)", Pattern.MULTILINE);

  private static final Pattern VARIABLE = Pattern.compile("\\bSALUS_[A-Z_]+");

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "compose.yaml", "compose-couchdb.yaml", "salus.service"})
  void everyFlagIsOneOfServe(String name) throws IOException {
    String text = withoutComments(name);
    String started = text.substring(text.indexOf("serve"));

    assertThat(found(OPTION, started.replaceAll("(?m)^.*HEALTHCHECK.*$", "")))
        .isNotEmpty()
        .isSubsetOf(flagsOfServe());
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose-couchdb.yaml", "salus.service"})
  void everyVariableIsOneThatHelpNames(String name) throws IOException {
    String help = helpOfServe();

    assertThat(found(VARIABLE, Files.readString(DEPLOY.resolve(name))))
        .isNotEmpty()
        .allSatisfy(variable -> assertThat(help).contains(variable));
  }

  @Test
  void theImageHasTheJarThatIsBuiltAndRunsItAsNobodySpecial() throws IOException {
    String image = withoutComments("Dockerfile");
    String app = Files.readString(ROOT.resolve("app/pom.xml"));

    assertThat(app).contains("<finalName>salus</finalName>");
    assertThat(found(Pattern.compile("COPY (\\S+)"), image))
        .containsExactly("COPY app/target/salus.jar");
    assertThat(Files.readString(DEPLOY.resolve("Dockerfile.dockerignore")))
        .contains("!app/target/salus.jar");
    assertThat(image).containsPattern("USER [1-9][0-9]*:[1-9][0-9]*");
    assertThat(image)
        .contains("/health/ready")
        .contains("RUN java -jar /opt/salus/salus.jar quick-start")
        .contains("\"-XX:SharedArchiveFile=/opt/salus/salus.jsa\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose-couchdb.yaml"})
  void composeBuildsThatImageReadOnlyAndOnThisMachineOnly(String name) throws IOException {
    String compose = withoutComments(name);

    assertThat(compose)
        .contains("context: ..", "dockerfile: deploy/Dockerfile", "read_only: true")
        .contains("cap_drop: [ALL]", "no-new-privileges:true", "\"127.0.0.1:8080:8080\"");
    Set<String> volumes = found(Pattern.compile("(?m)^      - [a-z]+:/"), compose);
    for (String volume : volumes) {
      String declared = "  " + volume.strip().substring(2, volume.strip().indexOf(':')) + ":";
      assertThat(compose.substring(compose.indexOf("\nvolumes:"))).contains(declared);
    }
  }

  @Test
  void theUnitWritesToItsStateDirectoryOnly() throws IOException {
    Map<String, List<String>> unit =
        withoutComments("salus.service")
            .lines()
            .filter(line -> line.matches("[A-Za-z]+=.*"))
            .map(line -> line.split("=", 2))
            .collect(
                Collectors.groupingBy(
                    pair -> pair[0], Collectors.mapping(pair -> pair[1], Collectors.toList())));

    assertThat(unit.get("ProtectSystem")).containsExactly("strict");
    assertThat(unit.get("NoNewPrivileges")).containsExactly("true");
    assertThat(unit.get("StateDirectory")).containsExactly("salus");
    assertThat(Files.readString(DEPLOY.resolve("salus.service")))
        .contains("--data /var/lib/salus", "--signing-key /var/lib/salus/")
        .contains("-jar /opt/salus/salus.jar");
    assertThat(unit.get("User")).doesNotContain("root");
  }

  private static Set<String> flagsOfServe() {
    return Set.copyOf(serve().getCommandSpec().optionsMap().keySet());
  }

  private static String helpOfServe() {
    return serve().getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("\\s+", " ");
  }

  private static CommandLine serve() {
    return SalusMain.commandLine(Map.of()).getSubcommands().get("serve");
  }

  private static String withoutComments(String name) throws IOException {
    return Files.readString(DEPLOY.resolve(name)).replaceAll("(?m)^\\s*#.*$", "");
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
