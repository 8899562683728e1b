package dev.salus.sdk.entity;

import dev.salus.api.Conflict;
import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.error.UnwritableContent;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.LeftOutKey;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.MetadataBuilder;
import dev.salus.sdk.model.ModelJson;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.model.UnreadableField;
import dev.salus.sdk.sealing.OpenedEntity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of model: what the common machinery has to know of it, how opened entities become such
 * models, and how a model is held against what is stored.
 */
final class EntityModels<T> {

  static final EntityModels<Patient> PATIENT =
      new EntityModels<>(
          EntityType.PATIENT,
          ModelJson::fields,
          ModelJson::write,
          ModelJson::write,
          ModelJson::readPatient,
          (model, id, metadata) -> model.toBuilder().id(id).metadata(metadata).build(),
          Patient::id,
          Patient::metadata,
          patient -> Stream.of(patient.labels(), patient.codes()));

  static final EntityModels<DataSample> DATA_SAMPLE =
      new EntityModels<>(
          EntityType.DATA_SAMPLE,
          ModelJson::fields,
          ModelJson::write,
          ModelJson::write,
          ModelJson::readDataSample,
          (model, id, metadata) -> model.toBuilder().id(id).metadata(metadata).build(),
          DataSample::id,
          DataSample::metadata,
          sample -> Stream.of(sample.labels(), sample.codes()));

  static final EntityModels<HealthcareElement> HEALTHCARE_ELEMENT =
      new EntityModels<>(
          EntityType.HEALTHCARE_ELEMENT,
          ModelJson::fields,
          ModelJson::write,
          ModelJson::write,
          ModelJson::readHealthcareElement,
          (model, id, metadata) -> model.toBuilder().id(id).metadata(metadata).build(),
          HealthcareElement::id,
          HealthcareElement::metadata,
          element -> Stream.of(element.labels(), element.codes()));

  private final EntityType type;
  private final Function<T, Map<String, @Nullable Object>> fields;
  private final Function<T, byte[]> writer;
  private final BiFunction<T, byte[], byte[]> overwriter;
  private final Function<byte[], T> reader;
  private final Placing<T> placing;
  private final Function<T, @Nullable String> id;
  private final Function<T, Metadata> metadata;
  private final Function<T, Stream<List<Coding>>> codings;

  /** Gives a model its place and its history. */
  private interface Placing<T> {
    T place(T model, @Nullable String id, Metadata metadata);
  }

  private EntityModels(
      EntityType type,
      Function<T, Map<String, @Nullable Object>> fields,
      Function<T, byte[]> writer,
      BiFunction<T, byte[], byte[]> overwriter,
      Function<byte[], T> reader,
      Placing<T> placing,
      Function<T, @Nullable String> id,
      Function<T, Metadata> metadata,
      Function<T, Stream<List<Coding>>> codings) {
    this.type = type;
    this.fields = fields;
    this.writer = writer;
    this.overwriter = overwriter;
    this.reader = reader;
    this.placing = placing;
    this.id = id;
    this.metadata = metadata;
    this.codings = codings;
  }

  EntityType type() {
    return type;
  }

  /** Whether to write, to read back and to seal a model takes well under a millisecond. */
  boolean isSmall(T model) {
    try {
      return SmallWork.isSmall(fields.apply(model));
    } catch (IllegalArgumentException refused) {
      // Whoever writes it says why.
      return false;
    }
  }

  /**
   * The private fields of a new model as UTF-8 JSON, which were read back: what no reader takes is
   * never sent.
   *
   * @throws Invalid naming the field that no reader would take
   */
  byte[] write(T model) {
    return readBack(model, () -> writer.apply(model));
  }

  /**
   * The private fields of the next version, read back in the same way; what the model does not
   * change is as it is stored, to the byte. Of doubtful content nothing is kept but what the model
   * says (protocol §4.2): who writes over it signs nothing that they were not shown.
   *
   * @throws Invalid naming the field that no reader would take
   */
  byte[] writeOver(OpenedEntity stored, T model) {
    if (stored.doubt() != null) {
      return write(model);
    }
    return readBack(model, () -> overwriter.apply(model, stored.content().reveal()));
  }

  private byte[] readBack(T model, Supplier<byte[]> write) {
    try {
      byte[] json = write.get();
      if (!isSame(reader.apply(json), model)) {
        throw new InternalFault("a record is not read as it is written");
      }
      return json;
    } catch (UnwritableContent refused) {
      throw new Invalid(refused.field(), String.valueOf(refused.getMessage()));
    } catch (MalformedContent refused) {
      throw new Invalid(refused.field(), String.valueOf(refused.getMessage()));
    }
  }

  /** Whether a model says what is stored, whatever it knows beside that. */
  boolean isContentOf(T model, OpenedEntity stored) {
    return isSame(reader.apply(stored.content().reveal()), model);
  }

  private boolean isSame(T one, T other) {
    return placing.place(one, null, Metadata.NEW).equals(placing.place(other, null, Metadata.NEW));
  }

  @Nullable String id(T model) {
    return id.apply(model);
  }

  private Metadata metadata(T model) {
    return metadata.apply(model);
  }

  /** Whether it was never stored. */
  boolean isNew(T model) {
    return metadata(model).rev() == null;
  }

  /** Whether a model was the version before this one. */
  boolean isBefore(T model, long version) {
    return metadata(model).version() + 1 == version;
  }

  /** Whether a model is at the stored revision. */
  boolean isCurrent(T model, OpenedEntity stored) {
    return Objects.equals(metadata(model).rev(), stored.entity().rev());
  }

  /** Whether a model has the content and the key that are stored, whoever has access. */
  boolean isOfVersion(T model, OpenedEntity stored) {
    EntityHeader header = stored.entity().header();
    return metadata(model).version() == header.version()
        && metadata(model).keyGeneration() == header.keyGeneration();
  }

  /** Who had access to a model. */
  Set<String> delegates(T model) {
    return metadata(model).delegations().stream()
        .map(DelegationInfo::delegate)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Labels and codes, which an application may publish. */
  List<Coding> codings(T model) {
    return codings.apply(model).flatMap(List::stream).toList();
  }

  /** The model of an opened entity. */
  T model(OpenedEntity opened) {
    return model(opened, List.of());
  }

  /** The model of an entity that was just created. */
  T model(OpenedEntity opened, List<SkippedDelegate> skipped) {
    return model(opened, metadata(opened).skipped(skipped).build());
  }

  /** The model of an entity that was just shared, and did not reach these keys. */
  T shared(OpenedEntity opened, List<LeftOutKey> leftOut) {
    return model(opened, metadata(opened).leftOut(leftOut).build());
  }

  private T model(OpenedEntity opened, Metadata known) {
    T read = reader.apply(opened.content().reveal());
    List<UnreadableField> unreadable = metadata(read).unreadable();
    String storedId = opened.entity().header().id();
    return placing.place(read, storedId, known.toBuilder().unreadable(unreadable).build());
  }

  /** The id of a model that was stored. */
  String storedId(T model) {
    String id = id(model);
    if (id == null || isNew(model)) {
      throw new Invalid("rev", "this entity was never stored: create it first");
    }
    return id;
  }

  /**
   * Refuses a model that is not at the stored revision, or differs from it in what never changes.
   */
  OpenedEntity requireCurrent(T model, OpenedEntity stored) {
    requireCurrent(model, stored.entity());
    return stored;
  }

  /** The same of one that need not be open. */
  void requireCurrent(T model, Entity stored) {
    Metadata metadata = metadata(model);
    EntityHeader header = stored.header();
    String rev = stored.rev();
    if (!Objects.equals(metadata.rev(), rev)) {
      throw new Conflict(
          "entity " + header.id() + " has changed; read it again and repeat the change", rev);
    }
    if (!header.author().equals(metadata.author())) {
      throw new Invalid("author", "the author of an entity never changes");
    }
    if (metadata.created() != header.created()) {
      throw new Invalid("created", "the creation date of an entity never changes");
    }
  }

  private static MetadataBuilder metadata(OpenedEntity opened) {
    EntityHeader header = opened.entity().header();
    List<DelegationInfo> delegations =
        opened.graph().valid().values().stream()
            .map(EntityModels::info)
            .sorted(
                Comparator.comparing(DelegationInfo::delegate).thenComparing(DelegationInfo::by))
            .toList();
    return Metadata.builder()
        .rev(opened.entity().rev())
        .created(header.created())
        .modified(header.modified())
        .author(header.author())
        .modifiedBy(header.modifiedBy())
        .version(header.version())
        .keyGeneration(header.keyGeneration())
        .delegations(delegations)
        .doubtful(opened.origin().orElse(null));
  }

  private static DelegationInfo info(Held held) {
    return new DelegationInfo(
        held.delegation().delegate(),
        held.delegation().permission(),
        held.grant().by(),
        held.delegation().wrapped() != null);
  }
}
