package dev.salus.sdk;

import dev.salus.core.protocol.EntityType;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the common machinery has to know of a kind of model. */
interface ModelType<T> {

  EntityType type();

  /** The private fields as UTF-8 JSON. */
  byte[] write(T model);

  /** The model of these private fields, with its place and history. */
  T read(byte[] json, String id, Metadata metadata);

  @Nullable String id(T model);

  Metadata metadata(T model);

  /** Labels and codes, which an application may publish. */
  List<Coding> codings(T model);
}
