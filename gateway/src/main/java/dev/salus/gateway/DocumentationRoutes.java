package dev.salus.gateway;

import dev.salus.api.NotFound;
import dev.salus.gateway.openapi.PublicFile;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The OpenAPI document, the page that shows it, and the root, which points there; open to all. */
final class DocumentationRoutes {

  private static final String ROOT = "/";

  private DocumentationRoutes() {}

  static List<ApiRoute> all() {
    return Stream.concat(
            Stream.of(ApiRoute.probe(ROOT, DocumentationRoutes::pointToPage)),
            Arrays.stream(PublicFile.values()).map(DocumentationRoutes::route))
        .toList();
  }

  /** The router takes {@code //} for the root too; nobody who means well asks for that. */
  private static Future<Answer> pointToPage(ApiRequest request) {
    return request.isAt(ROOT)
        ? Future.succeededFuture(Answer.elsewhere(PublicFile.PAGE.path()))
        : Future.failedFuture(new NotFound("there is nothing at this path"));
  }

  private static ApiRoute route(PublicFile file) {
    return ApiRoute.probe(file.path(), request -> Future.succeededFuture(Answer.of(file)));
  }
}
