package dev.salus.gateway;

import dev.salus.api.SharingService;
import java.util.List;

/** {@code /access-back}: asking counterparts to give access back to a new card. */
final class AccessBackRoutes {

  private final SharingService sharing;

  AccessBackRoutes(SharingService sharing) {
    this.sharing = sharing;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.post(
            "/access-back",
            (caller, request) ->
                sharing.askAccessBack(caller, request.body()).map(Answer::created)),
        ApiRoute.get(
                "/access-back",
                (caller, request) ->
                    sharing.accessBackRequests(caller, request.query()).map(Answer::ok))
            .with(QueryParameter.text("for"), QueryParameter.text("by"))
            .withAll(QueryParameter.PAGE),
        ApiRoute.postWithoutBody(
            "/access-back/:id/done",
            (caller, request) ->
                sharing.accessBackDone(caller, request.uuid("id")).map(Answer::ok)));
  }
}
