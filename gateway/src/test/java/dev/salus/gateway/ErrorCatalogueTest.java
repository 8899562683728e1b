package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.ErrorCode;
import dev.salus.api.Invalid;
import dev.salus.api.Problems;
import dev.salus.api.SalusException;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unavailable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/errors.md} is the catalogue of all errors, and says of each what is so. */
class ErrorCatalogueTest {

  private static final Set<String> USUAL = Set.of("type", "title", "status", "detail", "code");
  private static final Pattern CODE = Pattern.compile("`([a-zA-Z-]+)`");

  /** The cells of a row of the table. */
  private record Row(String code, int status, String exception, Set<String> members) {
    static Row of(String line) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      return new Row(
          quoted(cells.get(1)).iterator().next(),
          Integer.parseInt(cells.get(2)),
          quoted(cells.get(3)).iterator().next(),
          quoted(cells.get(6)));
    }

    private static Set<String> quoted(String cell) {
      Matcher matcher = CODE.matcher(cell);
      return matcher.results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
  }

  private static String catalogue() throws IOException {
    return Files.readString(Path.of("..", "docs", "errors.md"));
  }

  private static Map<String, Row> rows() throws IOException {
    return catalogue()
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(Row::of)
        .collect(Collectors.toMap(Row::code, Function.identity()));
  }

  @Test
  void everyCodeIsThereAndNoOther() throws IOException {
    Set<String> codes =
        Arrays.stream(ErrorCode.values())
            .map(ErrorCode::code)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(codes);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aCodeIsAsTheCatalogueHasIt(ErrorCode code) throws IOException {
    Row row = rows().get(code.code());
    assertThat(row).isNotNull();
    assertThat(row.status()).isEqualTo(code.status());
    SalusException error = Problems.fromJson(new JsonObject().put("code", code.code()));
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.getClass().getSimpleName()).isEqualTo(row.exception());
    assertThat(catalogue()).as("what to do").contains("\n**`" + code.code() + "`**: ");
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aProblemHasTheMembersThatTheCatalogueNames(ErrorCode code) throws IOException {
    JsonObject problem = Problems.toJson(full(code));
    assertThat(problem.getInteger("status")).isEqualTo(code.status());
    Set<String> more =
        problem.fieldNames().stream()
            .filter(name -> !USUAL.contains(name))
            .collect(Collectors.toSet());
    assertThat(more).isEqualTo(rows().get(code.code()).members());
    assertThat(Problems.toJson(Problems.fromJson(problem))).isEqualTo(problem);
  }

  /** An error of this code with all the members that it can have. */
  private static SalusException full(ErrorCode code) {
    return Stream.<SalusException>of(
            new Invalid("field", "detail"),
            new Conflict("detail", "1-a"),
            new TooManyRequests("detail", 5),
            new Unavailable("detail", 5))
        .filter(error -> error.code() == code)
        .findFirst()
        .orElseGet(() -> Problems.fromJson(new JsonObject().put("code", code.code())));
  }
}
