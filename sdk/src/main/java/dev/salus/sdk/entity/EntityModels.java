package dev.salus.sdk.entity;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.EntityHeader;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sealing.OpenedEntity;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Turns opened entities into models, and holds models against what is stored. */
final class EntityModels<T> {

  private final ModelType<T> type;

  EntityModels(ModelType<T> type) {
    this.type = type;
  }

  /** The model of an opened entity. */
  T model(OpenedEntity opened) {
    return model(opened, List.of());
  }

  /** The model of an entity that was just created. */
  T model(OpenedEntity opened, List<SkippedDelegate> skipped) {
    EntityHeader header = opened.entity().header();
    return type.read(opened.content().reveal(), header.id(), metadata(opened, skipped));
  }

  /** The id of a model that was stored. */
  String storedId(T model) {
    String id = type.id(model);
    if (id == null || type.metadata(model).rev() == null) {
      throw new Invalid("rev", "this entity was never stored: create it first");
    }
    return id;
  }

  /**
   * Refuses a model that is not at the stored revision, or differs from it in what never changes.
   */
  OpenedEntity requireCurrent(T model, OpenedEntity stored) {
    Metadata metadata = type.metadata(model);
    EntityHeader header = stored.entity().header();
    String rev = stored.entity().rev();
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
    return stored;
  }

  private static Metadata metadata(OpenedEntity opened, List<SkippedDelegate> skipped) {
    EntityHeader header = opened.entity().header();
    List<DelegationInfo> delegations =
        opened.graph().valid().values().stream()
            .map(EntityModels::info)
            .sorted(
                Comparator.comparing(DelegationInfo::delegate).thenComparing(DelegationInfo::by))
            .toList();
    return new Metadata(
        opened.entity().rev(),
        header.created(),
        header.modified(),
        header.author(),
        header.modifiedBy(),
        header.version(),
        header.keyGeneration(),
        delegations,
        skipped);
  }

  private static DelegationInfo info(Held held) {
    return new DelegationInfo(
        held.delegation().delegate(),
        held.delegation().permission(),
        held.grant().by(),
        held.delegation().wrapped() != null);
  }
}
