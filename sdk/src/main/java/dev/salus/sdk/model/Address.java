package dev.salus.sdk.model;

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

  /** A builder with nothing set. */
  public static AddressBuilder builder() {
    return AddressBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public AddressBuilder toBuilder() {
    return AddressBuilder.builder(this);
  }
}
