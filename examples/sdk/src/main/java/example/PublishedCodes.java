package example;

import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Samples that the server finds by their code, since the code is not encrypted. */
final class PublishedCodes {

  private PublishedCodes() {}

  /** A connection that writes LOINC codes so that the server reads them, and no other. */
  static SalusOptions publishing(Transport http) {
    return SalusOptions.of(http).withEncryptedFields(EncryptedFields.publishing("LOINC"));
  }

  static DataSample measure(Salus salus, String patientId, double kilograms) {
    DataSample weight =
        DataSample.builder()
            .codes(List.of(Coding.of("LOINC", "29463-7"), Coding.of("INTERNAL", "scale-3")))
            .content(Map.of("und", Content.number(kilograms)))
            .build();
    return salus.dataSampleApi().createOrModifyDataSampleFor(patientId, weight).await();
  }

  /** The newest hundred that can be read, and that somebody known vouches for. */
  static List<DataSample> weights(Salus salus) {
    List<DataSample> weights = new ArrayList<>();
    for (var item :
        salus
            .dataSampleApi()
            .getDataSamples(EntityFilter.tagged("LOINC", "29463-7"))
            .await()
            .items()) {
      if (item instanceof PotentiallyEncrypted.Decrypted<DataSample> open) {
        weights.add(open.value());
      }
    }
    return weights;
  }
}
