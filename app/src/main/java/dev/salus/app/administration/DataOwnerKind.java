package dev.salus.app.administration;

import dev.salus.sdk.model.DataOwner;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the kind of a data owner as it is typed: {@code hcp}, {@code patient}, {@code device}. */
final class DataOwnerKind implements ITypeConverter<DataOwner.Type> {

  @Override
  public DataOwner.Type convert(String typed) {
    return Arrays.stream(DataOwner.Type.values())
        .filter(type -> type.wireName().equals(typed))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + typed + "' is none of " + names()));
  }

  private static List<String> names() {
    return Arrays.stream(DataOwner.Type.values()).map(DataOwner.Type::wireName).toList();
  }
}
