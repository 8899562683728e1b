package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A postal address with what belongs to it.
 *
 * @param type what it is, for example {@code home}; null if left out
 * @param street null if left out
 * @param houseNumber null if left out
 * @param postalCode null if left out
 * @param city null if left out
 * @param country null if left out
 * @param telecoms how to reach the person there
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Address(
    @Nullable String type,
    @Nullable String street,
    @Nullable String houseNumber,
    @Nullable String postalCode,
    @Nullable String city,
    @Nullable String country,
    List<Telecom> telecoms,
    Map<String, @Nullable Object> unknownFields) {

  /** Copies the collections. */
  public Address {
    telecoms = ImmutableCopies.list(telecoms);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static AddressBuilder builder() {
    return new AddressBuilder() {
      @Override
      public Address build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public AddressBuilder toBuilder() {
    return new AddressBuilder(
        type, street, houseNumber, postalCode, city, country, telecoms, unknownFields) {
      @Override
      public Address build() {
        return meaningful(super.build(), Address.this);
      }
    };
  }

  private static Address meaningful(Address made, @Nullable Address from) {
    return Checks.of(made, from)
        .anyOf(
            "street",
            "type, houseNumber, postalCode, city, country, telecoms",
            List.of(
                Address::street,
                Address::type,
                Address::houseNumber,
                Address::postalCode,
                Address::city,
                Address::country,
                Address::telecoms,
                Address::unknownFields))
        .text("type", Address::type, TextRule.FILLED)
        .text("street", Address::street, TextRule.FILLED)
        .text("houseNumber", Address::houseNumber, TextRule.FILLED)
        .text("postalCode", Address::postalCode, TextRule.FILLED)
        .text("city", Address::city, TextRule.FILLED)
        .text("country", Address::country, TextRule.FILLED)
        .done();
  }
}
