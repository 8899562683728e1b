package dev.salus.app.config;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A TCP port, 0 for a free one. */
public final class PortConverter implements ITypeConverter<Integer> {

  private static final int MAX_PORT = 65_535;

  /** For the command line. */
  public PortConverter() {}

  @Override
  public Integer convert(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (port < 0 || port > MAX_PORT) {
      throw new TypeConversionException("must be a number from 0 to " + MAX_PORT);
    }
    return port;
  }
}
