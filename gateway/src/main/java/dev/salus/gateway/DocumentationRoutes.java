package dev.salus.gateway;

import dev.salus.gateway.openapi.PublicFile;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The OpenAPI document, the page that shows it, and the root, which points there; open to all. */
final class DocumentationRoutes {

  private DocumentationRoutes() {}

  static List<ApiRoute> all() {
    ApiRoute root =
        ApiRoute.probe(
            "/", request -> Future.succeededFuture(Answer.elsewhere(PublicFile.PAGE.path())));
    return Stream.concat(
            Stream.of(root), Arrays.stream(PublicFile.values()).map(DocumentationRoutes::route))
        .toList();
  }

  private static ApiRoute route(PublicFile file) {
    return ApiRoute.probe(file.path(), request -> Future.succeededFuture(Answer.of(file)));
  }
}
