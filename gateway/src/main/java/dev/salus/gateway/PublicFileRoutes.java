package dev.salus.gateway;

import dev.salus.api.NotFound;
import dev.salus.gateway.console.ConsoleFiles;
import dev.salus.gateway.files.PublicFile;
import dev.salus.gateway.openapi.DocumentationFiles;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * The OpenAPI document, the page that shows it, the root, which points there, and the console; open
 * to all.
 */
final class PublicFileRoutes {

  private static final String ROOT = "/";

  private PublicFileRoutes() {}

  static List<ApiRoute> all() {
    return Stream.of(
            Stream.of(ApiRoute.probe(ROOT, PublicFileRoutes::pointToPage)),
            DocumentationFiles.all().stream().map(PublicFileRoutes::route),
            ConsoleFiles.all().stream().map(PublicFileRoutes::route))
        .flatMap(routes -> routes)
        .toList();
  }

  /** The router takes {@code //} for the root too; nobody who means well asks for that. */
  private static Future<Answer> pointToPage(ApiRequest request) {
    return request.isAt(ROOT)
        ? Future.succeededFuture(Answer.elsewhere(DocumentationFiles.PAGE))
        : Future.failedFuture(new NotFound("there is nothing at this path"));
  }

  private static ApiRoute route(PublicFile file) {
    return ApiRoute.probe(
        file.path(),
        request ->
            request.isAt(file.path())
                ? Future.succeededFuture(Answer.of(file))
                : Future.succeededFuture(Answer.elsewhere(file.path())));
  }
}
