package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.boundaries.Verticles.Member;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What calls of the SDK cost, without a clock: compared with {@code docs/costs.md}. Whoever changes
 * a cost changes that table, in the same commit.
 */
@Isolated("what others do meanwhile would count")
final class CallCostsTest {

  private static final Path PAGE = Path.of("..", "docs", "costs.md");
  private static final Path FOUND = Path.of("target", "costs.md");

  private final CostMeter meter = new CostMeter();
  private final Verticles verticles = new Verticles(meter::counted);

  @TempDir private Path directory;

  @AfterEach
  void close() {
    verticles.close();
    meter.close();
  }

  private static DataSample sample() {
    return DataSample.builder()
        .comment("Blood pressure, sitting, left arm.")
        .content(Map.of("und", Content.number(120)))
        .build();
  }

  private static List<DataSample> samples(int count) {
    return IntStream.range(0, count).mapToObj(number -> sample()).toList();
  }

  @Test
  void callsCostWhatTheTableSays() throws IOException {
    Member other = verticles.member();
    Member writer = verticles.member(meter::counted);
    meter.listenOn(verticles.vertx());
    Salus salus = writer.salus();

    Patient patient =
        meter.during(
            "first patient of a new account",
            () ->
                salus
                    .patientApi()
                    .createOrModifyPatient(Patient.builder().firstName("Anna").build()));
    meter.during(
        "another patient",
        () ->
            salus.patientApi().createOrModifyPatient(Patient.builder().firstName("Anna").build()));
    DataSample first = meter.during("sample", () -> create(salus, patient, sample()));
    meter.during("sample opened", () -> salus.dataSampleApi().getDataSample(first.requireId()));
    DataSample changed =
        meter.during(
            "sample modified",
            () -> create(salus, patient, first.toBuilder().comment("Sitting, left.").build()));
    meter.during(
        "access given, for the first time to this data owner",
        () -> salus.dataSampleApi().giveAccessTo(changed, other.id()));
    DataSample next = await(create(salus, patient, sample()));
    meter.during(
        "access given, again to this data owner",
        () -> salus.dataSampleApi().giveAccessTo(next, other.id()));
    meter.during(
        "100 samples in one call",
        () ->
            salus.dataSampleApi().createOrModifyDataSamplesFor(patient.requireId(), samples(100)));
    meter.during(
        "102 samples listed by patient and opened, for the first time",
        () -> salus.dataSampleApi().getDataSamplesForPatient(patient.requireId()));
    meter.during(
        "the same again",
        () -> salus.dataSampleApi().getDataSamplesForPatient(patient.requireId()));
    meter.during(
        "the newest 10 listed and opened",
        () -> salus.dataSampleApi().getDataSamples(EntityFilter.ALL.limitedTo(10)));
    await(salus.userApi().shareAllFutureDataWith(List.of(other.id())));
    meter.during(
        "sample, shared with one as it is created", () -> create(salus, patient, sample()));
    Salus again =
        meter.during("new connection", () -> Salus.connect(verticles.vertx(), options(writer)));
    meter.during(
        "its first sample opened", () -> again.dataSampleApi().getDataSample(first.requireId()));
    meter.during(
        "all samples listed by patient and opened by it, for the first time",
        () -> again.dataSampleApi().getDataSamplesForPatient(patient.requireId()));
    await(again.close());
    meter.during(
        "access taken away with a new key",
        () ->
            salus
                .dataSampleApi()
                .getDataSample(next.requireId())
                .compose(now -> salus.dataSampleApi().revokeAccess(now, other.id())));

    String found = meter.table(directory);
    Files.writeString(FOUND, found);
    assertThat(Files.readString(PAGE))
        .as("the costs are others now; what they are is in app/" + FOUND)
        .contains(found);
  }

  private SalusOptions options(Member member) {
    return SalusOptions.of(member.transport()).withKeyRing(member.keys());
  }

  private static Future<DataSample> create(Salus salus, Patient patient, DataSample sample) {
    return salus.dataSampleApi().createOrModifyDataSampleFor(patient.requireId(), sample);
  }
}
