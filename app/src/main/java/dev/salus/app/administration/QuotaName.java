package dev.salus.app.administration;

import dev.salus.api.Quota;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A quota by its name in JSON. */
final class QuotaName implements ITypeConverter<Quota> {

  @Override
  public Quota convert(String name) {
    return Quota.of(name)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "there is no quota '"
                        + name
                        + "'; there are: "
                        + Arrays.stream(Quota.values())
                            .map(Quota::wireName)
                            .collect(Collectors.joining(", "))));
  }
}
