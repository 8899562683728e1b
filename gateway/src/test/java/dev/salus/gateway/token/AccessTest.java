package dev.salus.gateway.token;

import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.RunningGateway;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What those may who may not: threats T07, T08 and T09 with raw HTTP. */
class AccessTest {

  private static final String SAMPLES = "/entities/DataSample";

  private static RunningGateway gateway;
  private static Somebody author;
  private static Somebody reader;
  private static Somebody writer;
  private static Somebody stranger;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
    reader = gateway.somebody("patient");
    writer = gateway.somebody("device");
    stranger = gateway.somebody("hcp");
    gateway.exchange(author, reader);
    gateway.exchange(author, writer);
    gateway.exchange(writer, stranger);
    gateway.exchange(reader, stranger);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** An entity that one other reads and another writes. */
  private static Entity stored() {
    Entity made =
        gateway
            .writes()
            .create(
                author.owner(),
                EntityType.DATA_SAMPLE,
                Map.of(
                    reader.owner(), Permission.READ,
                    writer.owner(), Permission.WRITE));
    return Entity.parse(ok(201, gateway.post(SAMPLES, author.token(), made.toJson())));
  }

  private static String path(Entity entity) {
    return SAMPLES + "/" + entity.header().id();
  }

  private static JsonObject asRead(Entity entity, Somebody who) {
    return ok(200, gateway.get(path(entity), who.token()));
  }

  @Test
  void t07_aStrangerSeesNothingAndCannotTellIt() {
    Entity entity = stored();
    String nowhere = SAMPLES + "/" + UUID.randomUUID();
    same(gateway.get(path(entity), stranger.token()), gateway.get(nowhere, stranger.token()));
    same(
        gateway.delete(path(entity) + "?rev=" + entity.rev(), stranger.token()),
        gateway.delete(nowhere + "?rev=" + entity.rev(), stranger.token()));
    JsonObject written =
        gateway
            .writes()
            .modify(entity, stranger.owner(), stranger.owner().exchangeTo(stranger.owner()))
            .toJson();
    same(
        gateway.put(path(entity), stranger.token(), written),
        gateway.put(nowhere, stranger.token(), written.copy().put("id", nowhere.substring(21))));
    JsonObject ids = new JsonObject().put("ids", JsonArray.of(entity.header().id()));
    assertThat(ok(200, gateway.post(SAMPLES + "/get", stranger.token(), ids)).getJsonArray("items"))
        .isEmpty();
    assertThat(ok(200, gateway.get(SAMPLES, stranger.token())).getJsonArray("items")).isEmpty();
    JsonObject bulk = new JsonObject().put("entities", JsonArray.of(written));
    JsonObject result =
        ok(200, gateway.post(SAMPLES + "/bulk", stranger.token(), bulk))
            .getJsonArray("results")
            .getJsonObject(0);
    assertThat(result.getJsonObject("error").getString("code")).isEqualTo("not-found");
    assertThat(asRead(entity, author)).isEqualTo(entity.toJson());
  }

  @Test
  void t07_somebodyElsesCursorShowsNothing() {
    for (int i = 0; i < 3; i++) {
      stored();
    }
    String cursor = ok(200, gateway.get(SAMPLES + "?limit=1", author.token())).getString("next");
    assertThat(cursor).isNotBlank();
    HttpResponse<Buffer> answer = gateway.get(SAMPLES + "?cursor=" + cursor, stranger.token());
    if (answer.statusCode() == 200) {
      assertThat(answer.bodyAsJsonObject().getJsonArray("items")).isEmpty();
    } else {
      RunningGateway.invalid("cursor", answer);
    }
  }

  @Test
  void t07_theIdOfAnEntityThatOneCannotSeeIsTakenWithoutSayingMore() {
    Entity entity = stored();
    JsonObject same = gateway.writes().unsigned(stranger.owner(), EntityType.DATA_SAMPLE);
    same.put("id", entity.header().id());
    Entity claim = gateway.writes().signed(stranger.owner(), same, Map.of());
    JsonObject problem =
        problem(409, "conflict", gateway.post(SAMPLES, stranger.token(), claim.toJson()));
    assertThat(problem.containsKey("currentRev")).isFalse();
  }

  @Test
  void t08_nobodyTouchesWhatOthersGave() {
    Entity entity = stored();
    String readersExchange = author.owner().exchangeTo(reader.owner());
    String rev = "?rev=" + entity.rev();
    problem(
        403,
        "forbidden",
        gateway.delete(path(entity) + "/delegations/" + readersExchange + rev, writer.token()));
    problem(
        403,
        "forbidden",
        gateway.delete(
            path(entity) + "/delegations/" + author.owner().exchangeTo(author.owner()) + rev,
            author.token()));
    problem(403, "forbidden", gateway.delete(path(entity) + rev, writer.token()));
    JsonObject without = next(entity, writer, writersExchange());
    without.getJsonArray("grants").clear();
    assertThat(gateway.put(path(entity), writer.token(), without).statusCode()).isEqualTo(400);
    assertThat(asRead(entity, author)).isEqualTo(entity.toJson());
  }

  @Test
  void t08_nobodyRaisesOwnPermissionOrGivesMoreThanItHas() {
    Entity entity = stored();
    String readersExchange = author.owner().exchangeTo(reader.owner());
    JsonObject grant =
        gateway
            .writes()
            .grant(
                entity,
                reader.owner(),
                List.of(readersExchange),
                stranger.owner(),
                Permission.WRITE)
            .toJson();
    JsonObject body = new JsonObject().put("rev", entity.rev()).put("grant", grant);
    HttpResponse<Buffer> answer = gateway.post(path(entity) + "/grants", reader.token(), body);
    assertThat(answer.statusCode()).isIn(400, 403);
    JsonObject forged = body.copy();
    forged.getJsonObject("grant").put("by", author.owner().id());
    assertThat(gateway.post(path(entity) + "/grants", reader.token(), forged).statusCode())
        .isIn(400, 403);
    problem(404, "not-found", gateway.get(path(entity), stranger.token()));
    assertThat(asRead(entity, author)).isEqualTo(entity.toJson());
  }

  @Test
  void t09_whoMayReadMayNotWrite() {
    Entity entity = stored();
    for (String under : List.of(author.owner().exchangeTo(reader.owner()), writersExchange())) {
      JsonObject written = next(entity, reader, under);
      HttpResponse<Buffer> answer = gateway.put(path(entity), reader.token(), written);
      problem(403, "forbidden", answer);
    }
    assertThat(asRead(entity, reader)).isEqualTo(entity.toJson());
    JsonObject written = next(entity, writer, writersExchange());
    assertThat(ok(200, gateway.put(path(entity), writer.token(), written)).getString("content"))
        .isEqualTo(written.getString("content"));
  }

  @Test
  void s01_anAdministratorGetsItAsItIsStored() {
    Entity entity = stored();
    assertThat(ok(200, gateway.get(path(entity), gateway.adminToken()))).isEqualTo(entity.toJson());
    problem(401, "unauthenticated", gateway.get(path(entity), null));
  }

  private static String writersExchange() {
    return author.owner().exchangeTo(writer.owner());
  }

  private static JsonObject next(Entity entity, Somebody who, String under) {
    return gateway.writes().modify(entity, who.owner(), under).toJson();
  }

  private static void same(HttpResponse<Buffer> hidden, HttpResponse<Buffer> nowhere) {
    problem(404, "not-found", hidden);
    assertThat(hidden.bodyAsString()).isEqualTo(nowhere.bodyAsString());
    assertThat(hidden.statusCode()).isEqualTo(nowhere.statusCode());
  }
}
