package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.app.boundaries.Verticles.Member;
import dev.salus.sdk.entity.PatientApi;
import dev.salus.sdk.model.Patient;
import dev.salus.storage.ChangePage;
import dev.salus.storage.Document;
import dev.salus.storage.support.JsonSize;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted of entities for their authors is what is stored of them. */
final class AuthorsBytesTest {

  private final Verticles verticles = new Verticles();

  @AfterEach
  void close() {
    verticles.close();
  }

  private static Patient patient(String note) {
    return Patient.builder().firstName("Anna").note(note).build();
  }

  @Test
  void t23_whateverHappensToEntitiesTheirAuthorsCountsAreRight() {
    Member author = verticles.member();
    Member other = verticles.member();
    PatientApi patients = author.salus().patientApi();
    List<Patient> made =
        IntStream.range(0, 7)
            .mapToObj(i -> await(patients.createOrModifyPatient(patient("note ".repeat(i + 1)))))
            .toList();
    await(patients.createOrModifyPatient(made.get(0).toBuilder().note("x".repeat(40_000)).build()));
    await(patients.createOrModifyPatient(made.get(6).toBuilder().note(null).build()));
    await(patients.giveAccessTo(made.get(1), other.id()));
    Patient shared = await(patients.giveAccessTo(made.get(2), other.id()));
    await(patients.removeAccess(shared, other.id()));
    Patient locked = await(patients.giveAccessTo(made.get(3), other.id()));
    await(patients.writeUnderNewKey(locked, Set.of(other.id())));
    await(patients.copyWithout(await(patients.giveAccessTo(made.get(4), other.id())), other.id()));
    await(patients.deletePatient(made.get(5).id()));
    await(other.salus().patientApi().createOrModifyPatient(patient("of another")));

    verticles.undeploy(Addresses.ENTITIES);

    assertThat(counted(author)).isEqualTo(stored(author)).isGreaterThan(40_000);
    assertThat(counted(other)).isEqualTo(stored(other)).isPositive();
  }

  private long counted(Member author) {
    return await(verticles.store().get("entity-usage", author.id()))
        .orElseThrow()
        .body()
        .getLong("bytes");
  }

  private long stored(Member author) {
    ChangePage all = await(verticles.store().changes("entities", "0", 1_000));
    return all.items().stream()
        .map(change -> await(verticles.store().get("entities", change.id())))
        .flatMap(Optional::stream)
        .map(Document::body)
        .filter(body -> isBy(author, body))
        .mapToLong(AuthorsBytesTest::bytes)
        .sum();
  }

  private static boolean isBy(Member author, JsonObject body) {
    JsonObject entity = body.getJsonObject("entity");
    return entity != null && author.id().equals(entity.getString("author"));
  }

  private static long bytes(JsonObject body) {
    return Stream.of("entity", "index", "former")
        .filter(body::containsKey)
        .mapToLong(field -> JsonSize.of(body.getValue(field)))
        .sum();
  }
}
