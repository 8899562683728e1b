package dev.salus.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OperationTest {

  @Test
  void noTwoAreAskedForInTheSameWay() {
    assertThat(Operation.values()).extracting(Operation::toString).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void noParameterIsBothInThePathAndInTheQuery(Operation operation) {
    List<String> path = operation.pathParameters().stream().map(PathParameter::wireName).toList();
    List<String> query = operation.queryParameters().stream().map(QueryParameter::name).toList();

    assertThat(path).doesNotHaveDuplicates().noneMatch(query::contains);
    assertThat(query).doesNotHaveDuplicates();
  }

  /** A request goes to the first path that matches it, so a fixed one comes before. */
  @ParameterizedTest
  @EnumSource(Operation.class)
  void noneIsHiddenByOneBeforeIt(Operation operation) {
    String path = operation.path(name -> "x");

    assertThat(Arrays.stream(Operation.values()))
        .filteredOn(other -> other.method().equals(operation.method()))
        .filteredOn(other -> path.matches(other.path(name -> "[^/]+")))
        .first()
        .isEqualTo(operation);
  }

  /**
   * Paths and queries stand in the logs of proxies and in the histories of browsers. So what stands
   * there opens nothing by itself: whoever adds a parameter here has to be sure of that.
   */
  @ParameterizedTest
  @EnumSource(Operation.class)
  void t16_nothingSecretStandsInAPathOrAQuery(Operation operation) {
    Set<String> ids = Set.of("id", "exchangeId", "notary", "keyId", "recoveryId", "type");
    Set<String> asked =
        Set.of(
            "rev",
            "since",
            "limit",
            "cursor",
            "login",
            "name",
            "type",
            "types",
            "tag",
            "link",
            "from",
            "to",
            "owner",
            "delegator",
            "delegate",
            "for",
            "by");

    assertThat(operation.pathParameters()).extracting(PathParameter::wireName).isSubsetOf(ids);
    assertThat(operation.queryParameters()).extracting(QueryParameter::name).isSubsetOf(asked);
  }

  @Test
  void whatIsNotInThePathIsInTheQuery() {
    JsonObject parameters =
        new JsonObject().put("type", "Patient").put("id", "a$1").put("rev", "r");

    assertThat(Operation.DELETE_ENTITY.path(parameters::getString))
        .isEqualTo("/entities/Patient/a$1");
    assertThat(Operation.DELETE_ENTITY.query(parameters))
        .isEqualTo(new JsonObject().put("rev", "r"));
    assertThat(parameters).hasSize(3);
  }
}
