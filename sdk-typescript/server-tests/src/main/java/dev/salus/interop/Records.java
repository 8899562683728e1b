package dev.salus.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.salus.protocol.Permission;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.EntityApi;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.ModelJson;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entities of one type, whose contents are JSON text.
 *
 * @param <T> the model
 * @param put creates or modifies one, which is about a patient or null
 * @param content reads a model without id and metadata
 * @param json a model's content
 * @param as the first one's content, as a modification of the second
 * @param about the open ones about a patient
 */
record Records<T>(
    EntityApi<T> api,
    Function<String, Future<T>> get,
    BiFunction<@Nullable String, T, Future<T>> put,
    Function<byte[], T> content,
    Function<T, byte[]> json,
    BinaryOperator<T> as,
    Function<T, String> id,
    Function<String, Future<? extends List<T>>> about) {

  static Records<Patient> patients(Salus salus) {
    return new Records<>(
        salus.patientApi(),
        salus.patientApi()::getPatient,
        (none, patient) -> salus.patientApi().createOrModifyPatient(patient),
        ModelJson::readPatient,
        ModelJson::write,
        (content, of) -> content.toBuilder().id(of.id()).metadata(of.metadata()).build(),
        Patient::requireId,
        none -> Future.succeededFuture(List.of()));
  }

  static Records<DataSample> dataSamples(Salus salus) {
    return new Records<>(
        salus.dataSampleApi(),
        salus.dataSampleApi()::getDataSample,
        salus.dataSampleApi()::createOrModifyDataSampleFor,
        ModelJson::readDataSample,
        ModelJson::write,
        (content, of) -> content.toBuilder().id(of.id()).metadata(of.metadata()).build(),
        DataSample::requireId,
        salus.dataSampleApi()::getDataSamplesForPatient);
  }

  static Records<HealthcareElement> healthcareElements(Salus salus) {
    return new Records<>(
        salus.healthcareElementApi(),
        salus.healthcareElementApi()::getHealthcareElement,
        (patient, element) ->
            salus.healthcareElementApi().createOrModifyHealthcareElement(element, patient),
        ModelJson::readHealthcareElement,
        ModelJson::write,
        (content, of) -> content.toBuilder().id(of.id()).metadata(of.metadata()).build(),
        HealthcareElement::requireId,
        salus.healthcareElementApi()::getHealthcareElementsForPatient);
  }

  @Nullable Object call(String call, JsonObject with) {
    return switch (call) {
      case "create" -> id.apply(put.apply(with.getString("patient"), content(with)).await());
      case "read" -> text(get(with));
      case "change" -> {
        T before = get(with);
        yield text(put.apply(null, as.apply(content(with), before)).await());
      }
      case "give" -> {
        Permission permission = Permission.valueOf(with.getString("permission"));
        Access access = new Access(permission, true);
        yield text(api.giveAccessTo(get(with), with.getString("to"), access).await());
      }
      case "revoke" -> {
        String from = with.getString("from");
        yield array(new TreeSet<>(api.revokeAccess(get(with), from).await().revoked()));
      }
      case "copyWithout" -> id.apply(api.copyWithout(get(with), with.getString("whom")).await());
      case "about" ->
          array(about.apply(with.getString("patient")).await().stream().map(id).sorted().toList());
      default -> throw new IllegalArgumentException(call);
    };
  }

  private T get(JsonObject with) {
    return get.apply(with.getString("id")).await();
  }

  private T content(JsonObject with) {
    return content.apply(with.getString("content").getBytes(UTF_8));
  }

  private String text(T model) {
    return new String(json.apply(model), UTF_8);
  }

  private static JsonArray array(Iterable<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
