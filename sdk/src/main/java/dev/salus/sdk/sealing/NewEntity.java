package dev.salus.sdk.sealing;

import dev.salus.protocol.EntityType;
import dev.salus.protocol.Tag;
import dev.salus.sdk.crypto.LinkFields;
import java.util.List;

/**
 * An entity that is to be created.
 *
 * @param type its type
 * @param id its id
 * @param content the private fields, UTF-8 JSON
 * @param tags codings to publish
 * @param links by which it is found
 * @param link what its author remembers of the patient
 */
public record NewEntity(
    EntityType type,
    String id,
    Plaintext content,
    List<Tag> tags,
    List<String> links,
    LinkFields link) {}
